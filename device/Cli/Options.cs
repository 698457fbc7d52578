using System.CommandLine;
using Pennant.Device.Settings;

namespace Pennant.Device.Cli;

/// <summary>Options that more than one command has.</summary>
internal static class Options
{
    public static Option<string> Config() => new("--config")
    {
        Description = $"Folder of {DeviceFile.Name}",
        HelpName = "DIR",
        DefaultValueFactory = _ => DeviceSettings.DefaultFolder,
    };

    public static Option<string?> Data() => new("--data")
    {
        Description = $"Folder of the journal (default: as {DeviceFile.Name} says, else {DeviceSettings.DefaultData})",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "Print JSON for another program" };
}
