using Pennant.Device.Settings;
using Pennant.Device.Status;

namespace Pennant.Device.Doctor;

/// <summary>The device that is looked at.</summary>
/// <param name="ConfigFolder">Where <c>device.json</c> should be.</param>
/// <param name="Settings">Null when the configuration cannot be used.</param>
/// <param name="Problems">Then, what is wrong with it.</param>
/// <param name="Running">What the running device says of itself; null when none runs.</param>
internal sealed record Patient(string ConfigFolder, DeviceSettings? Settings, IReadOnlyList<string> Problems, DeviceStatus? Running)
{
    /// <summary>Whether this is the service that the package installs, and not a device in a folder of its own.</summary>
    public bool IsService => ConfigFolder == DeviceSettings.DefaultFolder;

    public static Patient Of(string configFolder, string? data, IEnumerable<string> statusFolders)
    {
        var running = StatusFile.Read(statusFolders) is { } status && StatusFile.IsRunning(status) ? status : null;
        try
        {
            return new Patient(configFolder, DeviceSettings.Load(configFolder, data), [], running);
        }
        catch (SettingsException e)
        {
            return new Patient(configFolder, null, e.Problems, running);
        }
    }
}
