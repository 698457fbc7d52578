using System.Globalization;

namespace Pennant.Device.Doctor;

/// <summary>A user of this machine, from <c>/etc/passwd</c> and <c>/etc/group</c>.</summary>
internal sealed record Account(string Name, uint Id, uint Group, IReadOnlySet<string> Groups)
{
    /// <summary>The user that the package makes for the service.</summary>
    public const string OfService = "pennant";

    /// <returns>Null when there is no such user.</returns>
    public static Account? Find(string name, string etc = "/etc")
    {
        var user = Lines(Path.Combine(etc, "passwd")).FirstOrDefault(l => l[0] == name && l.Length > 3);
        if (user is null || !uint.TryParse(user[2], CultureInfo.InvariantCulture, out var id) || !uint.TryParse(user[3], CultureInfo.InvariantCulture, out var group)) return null;
        var groups = Lines(Path.Combine(etc, "group")).Where(l => l.Length > 3 && (l[2] == user[3] || l[3].Split(',').Contains(name)));
        return new Account(name, id, group, groups.Select(l => l[0]).ToHashSet());
    }

    private static IEnumerable<string[]> Lines(string file) => File.Exists(file) ? File.ReadLines(file).Select(l => l.Split(':')) : [];
}
