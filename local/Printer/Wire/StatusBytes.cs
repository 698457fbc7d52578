namespace Pennant.Local.Printer.Wire;

/// <summary>The printer's answers, bit for bit. Source: Epson ESC/POS reference, DLE EOT, GS a, GS r, GS I, GS ( H.</summary>
internal static class StatusBytes
{
    private const byte RealTimeFixed = 0x12;

    /// <param name="kind">The n of DLE EOT, 1 to 4.</param>
    public static byte? RealTime(byte kind, Sensors now) => kind switch
    {
        1 => (byte)(RealTimeFixed | Drawer(now) | If(!now.IsOnline, 0x08) | If(now.IsFeeding, 0x40)),
        2 => (byte)(RealTimeFixed | If(now.IsCoverOpen, 0x04) | If(now.IsFeeding, 0x08) | If(now.Paper == PaperRoll.Out, 0x20) | If(now.Error != PrinterError.None, 0x40)),
        3 => (byte)(RealTimeFixed | Error(now)),
        4 => (byte)(RealTimeFixed | If(now.Paper != PaperRoll.Enough, 0x0C) | If(now.Paper == PaperRoll.Out, 0x60)),
        _ => null,
    };

    /// <summary>One Automatic Status Back block.</summary>
    public static byte[] Automatic(Sensors now) =>
    [
        (byte)(0x10 | Drawer(now) | If(!now.IsOnline, 0x08) | If(now.IsCoverOpen, 0x20) | If(now.IsFeeding, 0x40)),
        Error(now),
        PaperSensor(now),
        0x0F,
    ];

    /// <summary>GS r 1 and ESC v.</summary>
    public static byte PaperSensor(Sensors now) => (byte)(If(now.Paper != PaperRoll.Enough, 0x03) | If(now.Paper == PaperRoll.Out, 0x0C));

    /// <summary>GS r 2 and ESC u.</summary>
    public static byte DrawerPin(Sensors now) => If(!now.IsDrawerOpen, 0x01);

    /// <summary>GS ( H function 48: what is before the request is on paper.</summary>
    public static byte[] Completed(ReadOnlySpan<byte> processId) => [0x37, 0x22, .. processId, 0x00];

    /// <summary>DLE DC4 function 8: everything is thrown away.</summary>
    public static byte[] Cleared => [0x37, 0x25, 0x00];

    /// <summary>GS ( H function 49. The cause is a byte from 40h on whose bits differ from model to model: here 1 is the cover, 2 the paper, 4 an error and 8 the feed button.</summary>
    public static byte[] WentOffline(Sensors now, bool withCause) =>
        withCause ? [0x37, 0x23, (byte)(0x40 | If(now.IsCoverOpen, 1) | If(now.Paper == PaperRoll.Out, 2) | If(now.Error != PrinterError.None, 4) | If(now.IsFeeding, 8)), 0x00] : [0x37, 0x23, 0x00];

    /// <summary>GS I. Numbers below 65 ask for one byte (model, type with a cutter, ROM version), the others for text.</summary>
    public static byte[]? Identity(byte kind, bool hasCutter) => kind switch
    {
        1 or 49 => [0x20],
        2 or 50 => [If(hasCutter, 0x02)],
        3 or 51 => [0x01],
        65 => Text("1.00"),
        66 => Text("Pennant"),
        67 => Text("Virtual Printer"),
        68 => Text("0000000001"),
        _ => null,
    };

    private static byte[] Text(string text) => [0x5F, .. System.Text.Encoding.ASCII.GetBytes(text), 0x00];

    // The pin reads high while the drawer is closed, and with no drawer.
    private static byte Drawer(Sensors now) => If(!now.IsDrawerOpen, 0x04);

    private static byte Error(Sensors now) => now.Error switch
    {
        PrinterError.CutterJam => 0x08,
        PrinterError.Unrecoverable => 0x20,
        PrinterError.HotHead => 0x40,
        _ => 0,
    };

    private static byte If(bool condition, byte bits) => condition ? bits : (byte)0;
}
