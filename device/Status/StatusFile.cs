namespace Pennant.Device.Status;

/// <summary><c>status.json</c>, which everyone on the machine may read: it holds no text of any message and no key.</summary>
internal static class StatusFile
{
    public const string Name = "status.json";

    /// <summary>Where systemd makes the folder of a running service.</summary>
    public const string RuntimeFolder = "/run/pennant";

    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Whole or not at all: who reads never sees half of it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(string folder, DeviceStatus status)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllBytes($"{path}.new", status.ToJson());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode($"{path}.new", Everyone);
        File.Move($"{path}.new", path, overwrite: true);
    }

    /// <summary>The first of <paramref name="folders"/> in which a running device tells; else what was told last by one that is gone.</summary>
    /// <returns>Null when nobody ever told anything there.</returns>
    public static DeviceStatus? Read(params IEnumerable<string> folders)
    {
        var found = folders.Select(Read).OfType<DeviceStatus>().ToList();
        return found.FirstOrDefault(IsRunning) ?? found.FirstOrDefault();
    }

    /// <summary>Whether the process that wrote it is still there.</summary>
    public static bool IsRunning(DeviceStatus status) => ProcessMark.Of(status.Pid) == status.Mark;

    private static DeviceStatus? Read(string folder)
    {
        try
        {
            return DeviceStatus.Parse(File.ReadAllBytes(Path.Combine(folder, Name)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
