namespace Pennant.Device.Printing.Transports;

/// <summary>A printer on a serial line or on a USB adapter for one.</summary>
internal static class SerialTransport
{
    /// <summary>A start bit, eight data bits, a stop bit.</summary>
    public const int BitsPerByte = 10;

    /// <summary>What a slow panel printer makes of pictures: 33 rows of 48 bytes a second, as its widely used driver takes for granted.</summary>
    private const int SlowPrinter = 1_600;

    /// <summary>A printer that cannot say "wait" is never sent more than the slowest one prints, so that its buffer cannot overflow.</summary>
    /// <returns>Bytes a second; null when the printer says itself when to wait.</returns>
    public static int? Pace(SerialAddress printer) =>
        printer.Pace ?? (printer.Flow == FlowControl.None ? Math.Min(printer.Baud / BitsPerByte, SlowPrinter) : null);

    /// <exception cref="IOException">There is no such line, or it cannot be set up as asked.</exception>
    public static Task<Stream> OpenAsync(SerialAddress printer, TimeProvider time) =>
        Task.FromResult<Stream>(CharacterDevice.Open(printer.Path, time, line => Termios.Set(line, printer.Baud, printer.Flow)));
}
