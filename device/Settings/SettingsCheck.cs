using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using NodaTime;
using Pennant.Contract;
using Pennant.Device.Printing.Transports;

namespace Pennant.Device.Settings;

/// <summary>Looks at every setting before complaining, so that nobody mends them one at a time.</summary>
internal sealed class SettingsCheck
{
    private static readonly int[] Widths = [384, 420, 512, 576];
    private readonly List<string> problems = [];
    private readonly string folder;

    private SettingsCheck(string path) => folder = Path.GetDirectoryName(path)!;

    /// <param name="unread">What is wrong with the file itself; of a field that could not be understood it is not said again that it is missing.</param>
    /// <exception cref="SettingsException"/>
    public static DeviceSettings Run(DeviceFile file, string path, string? data, IReadOnlyList<string> unread)
    {
        var check = new SettingsCheck(path);
        check.problems.AddRange(unread);
        var settings = new DeviceSettings
        {
            Printer = check.Printer(file.Printer),
            Endpoint = check.Host(file.Endpoint),
            MqttPort = check.Port(file.MqttPort ?? 8883),
            RootCa = check.Existing("root_ca", file.RootCa),
            Certificate = check.Existing("certificate", file.Certificate),
            Key = check.Existing("key", file.Key),
            PrinterUrl = check.Connection(file.PrinterUrl),
            WidthDots = check.Width(file.WidthDots),
            Cutter = file.Cutter,
            IsSilent = file.Silent ?? false,
            Data = Path.GetFullPath(data ?? file.Data ?? DeviceSettings.DefaultData, check.folder),
            TimeZone = check.Zone(file.TimeZone),
            Gpio = check.Pins(file.Gpio),
        };
        check.problems.RemoveAll(p => p.EndsWith(" is missing", StringComparison.Ordinal) && unread.Any(u => u.StartsWith($"{p.Split(' ')[0]} must be ", StringComparison.Ordinal)));
        if (check.problems.Count == 0) check.KeyFits(settings);
        return check.problems.Count == 0 ? settings : throw new SettingsException(path, check.problems);
    }

    private string Printer(string? name)
    {
        if (name is null) problems.Add("printer is missing");
        else if (!Names.IsPrinter(name)) problems.Add($"printer \"{name}\" must be 1 to 64 letters, digits, - or _");
        return name ?? "";
    }

    private string Host(string? host)
    {
        if (host is null) problems.Add("endpoint is missing");
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown) problems.Add($"endpoint \"{host}\" must be a host name without scheme or port");
        return host ?? "";
    }

    private int Port(int port)
    {
        if (port is < 1 or > 65535) problems.Add($"mqtt_port {port} must be 1 to 65535");
        return port;
    }

    private string Existing(string setting, string? path)
    {
        if (path is null)
        {
            problems.Add($"{setting} is missing");
            return "";
        }
        var full = Path.GetFullPath(path, folder);
        if (!File.Exists(full)) problems.Add($"{setting} {full} does not exist");
        return full;
    }

    private PrinterAddress Connection(string? url)
    {
        if (url is null) problems.Add($"printer_url is missing: {PrinterUrl.Examples}");
        return url is not null && PrinterUrl.Read(url, problems.Add) is { } address ? address : new UsbAddress("", null);
    }

    private int? Width(int? dots)
    {
        if (dots is { } given && !Widths.Contains(given)) problems.Add($"width_dots {dots} must be one of {string.Join(", ", Widths)}");
        return dots;
    }

    private string? Zone(string? name)
    {
        if (name is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is null) problems.Add($"time_zone \"{name}\" must be an IANA name such as Europe/Berlin");
        return name;
    }

    private GpioFile? Pins(GpioFile? gpio)
    {
        foreach (var (name, number) in new[] { ("led", gpio?.Led), ("button", gpio?.Button), ("chip", gpio?.Chip) })
            if (number is < 0 or > 999) problems.Add($"gpio.{name} {number} must be 0 to 999");
        if (gpio is { Led: { } led, Button: { } button } && led == button) problems.Add($"gpio.led and gpio.button are both {led}");
        return gpio;
    }

    private void KeyFits(DeviceSettings settings)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(settings.RootCa);
            if (roots.Count == 0) problems.Add($"root_ca {settings.RootCa} holds no certificate");
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            problems.Add($"certificate, key or root_ca cannot be read: {e.Message}");
        }
    }
}
