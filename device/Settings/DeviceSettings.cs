using System.Text.Json;
using Pennant.Device.Printing.Transports;

namespace Pennant.Device.Settings;

/// <summary>Everything the device is told, checked: paths are absolute and the files exist.</summary>
internal sealed record DeviceSettings
{
    public const string DefaultFolder = "/etc/pennant";
    public const string DefaultData = "/var/lib/pennant";

    public required string Printer { get; init; }
    public required string Endpoint { get; init; }
    public required int MqttPort { get; init; }
    public required string RootCa { get; init; }
    public required string Certificate { get; init; }
    public required string Key { get; init; }
    public required PrinterAddress PrinterUrl { get; init; }
    /// <summary>Null: whatever the printer is found to be.</summary>
    public required int? WidthDots { get; init; }
    /// <summary>Null: whatever the printer is found to be.</summary>
    public required bool? Cutter { get; init; }
    /// <summary>What an earlier printer could do is not expected of this one.</summary>
    public bool IsSilent { get; init; }
    public required string Data { get; init; }
    /// <summary>IANA name; null: the machine's.</summary>
    public string? TimeZone { get; init; }
    /// <summary>Null: neither light nor button.</summary>
    public GpioFile? Gpio { get; init; }

    /// <param name="data">Wins over the file's folder.</param>
    /// <exception cref="SettingsException">Names every problem at once.</exception>
    public static DeviceSettings Load(string folder, string? data)
    {
        var path = Path.GetFullPath(Path.Combine(folder, DeviceFile.Name));
        var file = Read(path, out var problems);
        return SettingsCheck.Run(file, path, data, problems);
    }

    /// <summary>Where the journal is as far as the file can be read and understood, else where it is by default.</summary>
    public static string DataFolder(string folder)
    {
        try
        {
            return Path.GetFullPath(DeviceFile.Parse(File.ReadAllBytes(Path.Combine(folder, DeviceFile.Name)))?.Data ?? DefaultData, Path.GetFullPath(folder));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return DefaultData;
        }
    }

    private static DeviceFile Read(string path, out IReadOnlyList<string> problems)
    {
        try
        {
            return DeviceFileReader.Read(File.ReadAllBytes(path), out problems);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SettingsException(path, ["the file does not exist: run `pennant-device provision` first"]);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException(path, [e.Message]);
        }
    }
}

/// <summary>What is wrong with the configuration, every problem in one message.</summary>
internal sealed class SettingsException(string path, IReadOnlyList<string> problems)
    : Exception($"{path} cannot be used:\n{string.Join('\n', problems.Select(p => $"  - {p}"))}")
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
