namespace Pennant.Device.Printing.Transports;

/// <summary>Where the printer is, as <c>printer_url</c> says it.</summary>
/// <param name="Url">As it was written.</param>
/// <param name="Pace">Bytes a second that it may be sent; null leaves it to the transport.</param>
internal abstract record PrinterAddress(string Url, int? Pace)
{
    public sealed override string ToString() => Url;
}

/// <summary><c>tcp://host:9100</c>: a printer on the network.</summary>
internal sealed record TcpAddress(string Url, string Host, int Port, int? Pace = null) : PrinterAddress(Url, Pace);

/// <summary><c>usb:/dev/usb/lp0</c>: a printer on Linux' usblp driver.</summary>
/// <param name="Path">Null: whichever is there first.</param>
internal sealed record UsbAddress(string Url, string? Path, int? Pace = null) : PrinterAddress(Url, Pace);

/// <summary><c>serial:/dev/ttyUSB0?baud=19200&amp;flow=none</c>: 8 bits, no parity, one stop bit.</summary>
internal sealed record SerialAddress(string Url, string Path, int Baud, FlowControl Flow, int? Pace = null) : PrinterAddress(Url, Pace);

/// <summary>How a serial printer says that it can take no more for now.</summary>
internal enum FlowControl
{
    /// <summary>It cannot: what it is sent is paced.</summary>
    None,
    XonXoff,
    RtsCts,
}
