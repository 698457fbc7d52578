namespace Pennant.Device.Printing.Transports;

/// <summary>A way to a printer.</summary>
/// <param name="Name">As the shadow reports it: <c>tcp</c>, <c>usb</c> or <c>serial</c>.</param>
/// <param name="PieceBytes">The largest command to send: while it is under way, no status request gets through.</param>
/// <param name="OpenAsync">Throws <see cref="IOException"/> or <see cref="System.Net.Sockets.SocketException"/> when the printer cannot be reached.</param>
internal sealed record Transport(string Name, int PieceBytes, Func<CancellationToken, Task<Stream>> OpenAsync)
{
    public const string Tcp = "tcp", Usb = "usb", Serial = "serial";
    private const int LargestPiece = 16 * 1024, SmallestPiece = 256;

    /// <summary>usblp sends so much at once.</summary>
    private const int UsbPiece = 8 * 1024;

    public static Transport To(PrinterAddress address, TimeProvider time) => address switch
    {
        TcpAddress tcp => Of(Tcp, LargestPiece, tcp.Pace, ct => TcpTransport.OpenAsync(tcp, ct), time),
        UsbAddress usb => Of(Usb, UsbPiece, usb.Pace, _ => UsbTransport.OpenAsync(usb, time), time),
        SerialAddress serial => Of(Serial, Piece(serial.Baud / SerialTransport.BitsPerByte), SerialTransport.Pace(serial), _ => SerialTransport.OpenAsync(serial, time), time),
        _ => throw new ArgumentOutOfRangeException(nameof(address), address, "no transport goes there"),
    };

    private static Transport Of(string name, int piece, int? pace, Func<CancellationToken, Task<Stream>> open, TimeProvider time) => pace is { } bytesPerSecond
        ? new Transport(name, Math.Min(piece, Piece(bytesPerSecond)), async ct => new PacedStream(await open(ct), bytesPerSecond, time))
        : new Transport(name, piece, open);

    /// <summary>Half a second's worth: a status request waits no longer than that for its turn.</summary>
    private static int Piece(int bytesPerSecond) => Math.Clamp(bytesPerSecond / 2, SmallestPiece, LargestPiece);
}
