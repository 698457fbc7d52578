using System.Globalization;

namespace Pennant.Device.Printing.Transports;

/// <summary>Reads <c>printer_url</c>.</summary>
internal sealed class PrinterUrl
{
    public const string Examples = "tcp://192.168.1.50:9100, usb:/dev/usb/lp0 or serial:/dev/ttyUSB0?baud=19200";
    private const int DefaultPort = 9100, DefaultBaud = 19_200;
    private static readonly string[] SerialOptions = ["baud", "flow", "pace"], Options = ["pace"];

    private readonly string url;
    private readonly Action<string> complain;
    private readonly Dictionary<string, string> options = [];
    private bool isGood = true;

    private PrinterUrl(string url, Action<string> complain) => (this.url, this.complain) = (url, complain);

    /// <param name="complain">Told every problem, each a sentence that begins with the setting's name.</param>
    /// <returns>Null when there is a problem.</returns>
    public static PrinterAddress? Read(string url, Action<string> complain)
    {
        var reader = new PrinterUrl(url, complain);
        var address = reader.Read();
        return reader.isGood ? address : null;
    }

    private PrinterAddress? Read()
    {
        var (place, query) = Split(url, '?');
        if (place.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase)) return Tcp(place, query);
        if (place.StartsWith("usb:", StringComparison.OrdinalIgnoreCase)) return Usb(place[4..], query);
        if (place.StartsWith("serial:", StringComparison.OrdinalIgnoreCase)) return Serial(place[7..], query);
        return Bad($"must look like {Examples}");
    }

    private PrinterAddress? Tcp(string place, string? query)
    {
        Take(query, Options);
        if (!Uri.TryCreate(place, UriKind.Absolute, out var uri) || uri.Host.Length == 0 || uri.PathAndQuery is not ("" or "/") || uri.UserInfo.Length > 0 || uri.Port == 0)
            return Bad("must look like tcp://192.168.1.50:9100");
        return new TcpAddress(url, uri.IdnHost, uri.Port < 0 ? DefaultPort : uri.Port, Pace());
    }

    private UsbAddress Usb(string path, string? query)
    {
        Take(query, Options);
        if (path.Length > 0) Path(path, "usb:/dev/usb/lp0, or usb: for whichever printer is there");
        return new UsbAddress(url, path.Length == 0 ? null : path, Pace());
    }

    private SerialAddress Serial(string path, string? query)
    {
        Take(query, SerialOptions);
        Path(path, "serial:/dev/ttyUSB0?baud=19200&flow=none");
        var flow = options.GetValueOrDefault("flow", "none") switch
        {
            "none" => FlowControl.None,
            "xonxoff" => FlowControl.XonXoff,
            "rtscts" => FlowControl.RtsCts,
            var other => Bad(FlowControl.None, $"has the flow control \"{other}\"; it must be none, xonxoff or rtscts"),
        };
        return new SerialAddress(url, path, Number("baud", DefaultBaud, 300, 4_000_000), flow, Pace());
    }

    private void Path(string path, string example)
    {
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal)) Bad($"must name the device by its whole path, like {example}");
    }

    private int? Pace() => options.ContainsKey("pace") ? Number("pace", 0, 10, 10_000_000) : null;

    private int Number(string option, int without, int least, int most)
    {
        if (!options.TryGetValue(option, out var text)) return without;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        return Bad(without, $"has {option}={text}; it must be a number from {least} to {most}");
    }

    private void Take(string? query, string[] known)
    {
        foreach (var option in query?.Split('&', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var (name, value) = Split(option, '=');
            if (!known.Contains(name)) Bad($"has the option \"{name}\"; there is only {string.Join(", ", known)}");
            else if (!options.TryAdd(name, value ?? "")) Bad($"has {name} twice");
        }
    }

    private PrinterAddress? Bad(string what) => Bad<PrinterAddress?>(null, what);

    private T Bad<T>(T instead, string what)
    {
        isGood = false;
        complain($"printer_url \"{url}\" {what}");
        return instead;
    }

    private static (string Before, string? After) Split(string text, char at) =>
        text.IndexOf(at) is >= 0 and var i ? (text[..i], text[(i + 1)..]) : (text, null);
}
