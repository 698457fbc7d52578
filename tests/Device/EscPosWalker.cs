namespace Pennant.Tests.Device;

/// <summary>Splits a stream of ESC/POS into its commands, knowing nothing of the program that wrote it. Lengths are those of Epson's reference and, for heat, of the clones' manuals.</summary>
internal static class EscPosWalker
{
    private const byte Esc = 0x1B, Gs = 0x1D, Dc2 = 0x12;

    /// <returns>In order; together they are the whole stream.</returns>
    /// <exception cref="InvalidDataException">A byte stands where a command should, or a command has no end.</exception>
    public static List<Walked> Walk(byte[] stream)
    {
        var commands = new List<Walked>();
        for (var at = 0; at < stream.Length;)
        {
            var (name, length) = Next(stream.AsSpan(at));
            if (at + length > stream.Length) throw new InvalidDataException($"{name} at {at} has no end");
            commands.Add(new Walked(name, stream[at..(at + length)]));
            at += length;
        }
        return commands;
    }

    private static (string Name, int Length) Next(ReadOnlySpan<byte> rest) => rest switch
    {
        [Esc, (byte)'@', ..] => ("ESC @", 2),
        [Esc, (byte)'J', ..] => ("ESC J", 3),
        [Esc, (byte)'d', ..] => ("ESC d", 3),
        [Esc, (byte)'7', ..] => ("ESC 7", 5),
        [Dc2, (byte)'#', ..] => ("DC2 #", 3),
        [Gs, (byte)'a', ..] => ("GS a", 3),
        [Gs, (byte)'r', ..] => ("GS r", 3),
        [Gs, (byte)'V', 65 or 66, ..] => ("GS V", 4),
        [Gs, (byte)'(', var kind, var low, var high, ..] => ($"GS ( {(char)kind}", 5 + low + (high << 8)),
        [Gs, (byte)'v', (byte)'0', 0, var xl, var xh, var yl, var yh, ..] => ("GS v 0", 8 + ((xl + (xh << 8)) * (yl + (yh << 8)))),
        _ => throw new InvalidDataException($"no command begins with {Convert.ToHexString(rest[..Math.Min(8, rest.Length)])}"),
    };
}

/// <param name="Bytes">Name, parameters and data.</param>
internal sealed record Walked(string Name, byte[] Bytes)
{
    private const int RasterHeader = 8;

    public bool IsRaster => Name == "GS v 0";

    public int BytesPerRow => Bytes[4] + (Bytes[5] << 8);

    public int Rows => Bytes[6] + (Bytes[7] << 8);

    public ReadOnlySpan<byte> Dots => Bytes.AsSpan(RasterHeader);
}
