using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pennant.Device.Settings;

/// <summary><c>device.json</c> as it is written. Paths are relative to its own folder.</summary>
internal sealed record DeviceFile
{
    public const string Name = "device.json";

    /// <summary>Thing name, client id and part of every topic.</summary>
    public string? Printer { get; init; }
    /// <summary>Host of the MQTT endpoint (<c>iot:Data-ATS</c>).</summary>
    public string? Endpoint { get; init; }
    /// <summary>Default 8883.</summary>
    public int? MqttPort { get; init; }
    public string? RootCa { get; init; }
    public string? Certificate { get; init; }
    public string? Key { get; init; }
    /// <summary><c>tcp://host:9100</c>, <c>usb:/dev/usb/lp0</c> (or <c>usb:</c> for whichever is there) or <c>serial:/dev/ttyUSB0?baud=19200&amp;flow=none|xonxoff|rtscts</c>; each with <c>pace=</c> bytes a second.</summary>
    public string? PrinterUrl { get; init; }
    /// <summary>384, 420, 512 or 576. Default: asked of the printer.</summary>
    public int? WidthDots { get; init; }
    /// <summary>Whether the printer can cut. Default: asked of the printer.</summary>
    public bool? Cutter { get; init; }
    /// <summary>True: this printer never answers, and what an earlier one in its place could do is no longer expected. Default false.</summary>
    public bool? Silent { get; init; }
    /// <summary>Folder of the journal. Default <c>/var/lib/pennant</c>.</summary>
    public string? Data { get; init; }

    /// <summary>IANA name, e.g. <c>Europe/Berlin</c>: the time on receipts. Default: the machine's.</summary>
    public string? TimeZone { get; init; }
    /// <summary>Status light and button. Default: none.</summary>
    public GpioFile? Gpio { get; init; }

    public static DeviceFile? Parse(byte[] json) => JsonSerializer.Deserialize(json, DeviceFileJson.Default.DeviceFile);

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DeviceFileJson.Default.DeviceFile);
}

/// <summary>Pins by their GPIO number, not by their place on the header.</summary>
/// <param name="Led">Pin of the status light.</param>
/// <param name="Button">Pin of the button, which connects it to ground.</param>
/// <param name="Chip">Number of <c>/dev/gpiochip*</c>. Default: what the library takes for the header's.</param>
/// <param name="LedActiveLow">The light shines when the pin is low. Default false.</param>
/// <param name="ButtonPullUp">The pin's own resistor pulls it up, and the button pulls it down. Default true; false: the other way round.</param>
internal sealed record GpioFile(int? Led = null, int? Button = null, int? Chip = null, bool? LedActiveLow = null, bool? ButtonPullUp = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
[JsonSerializable(typeof(DeviceFile))]
internal sealed partial class DeviceFileJson : JsonSerializerContext;
