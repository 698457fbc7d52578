namespace Pennant.Device.Status;

/// <summary>Tells one process from every other that ever had its number: the boot, and the kernel's ticks from boot to its start. Neither moves when a Pi without a clock learns the time.</summary>
internal static class ProcessMark
{
    private const int StartField = 22, FirstFieldAfterName = 3;

    /// <returns>Null when there is no such process.</returns>
    public static string? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name in parentheses may hold spaces and parentheses of its own.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return $"{File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()}:{fields[StartField - FirstFieldAfterName]}";
        }
        catch (IOException)
        {
            return null;
        }
    }
}
