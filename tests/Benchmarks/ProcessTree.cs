using System.Globalization;

namespace Pennant.Tests.Benchmarks;

/// <summary>This process and all that it started, and what those started, as <c>/proc</c> has them.</summary>
internal static class ProcessTree
{
    /// <returns>Resident memory that belongs to nobody else (<c>RssAnon</c>).</returns>
    public static IReadOnlyList<(string Name, double Megabytes)> Memory()
    {
        var all = Directory.EnumerateDirectories("/proc").Select(Read).OfType<Dictionary<string, string>>().ToDictionary(one => one["Pid"]);
        return [.. all.Values.Where(one => IsOurs(one, all)).Select(one => (one["Name"], Megabytes(one)))];
    }

    private static bool IsOurs(Dictionary<string, string>? one, Dictionary<string, Dictionary<string, string>> all)
    {
        var me = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        for (; one is not null; one = all.GetValueOrDefault(one["PPid"]))
            if (one["Pid"] == me) return true;
        return false;
    }

    private static double Megabytes(Dictionary<string, string> one) =>
        one.TryGetValue("RssAnon", out var memory) ? double.Parse(memory.Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e6 : 0;

    /// <returns>Null for what is no process, or no longer one.</returns>
    private static Dictionary<string, string>? Read(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _)) return null;
        try
        {
            return File.ReadLines(Path.Combine(folder, "status")).Select(line => line.Split(':', 2)).ToDictionary(parts => parts[0], parts => parts[1].Trim());
        }
        catch (IOException)
        {
            return null;
        }
    }
}
