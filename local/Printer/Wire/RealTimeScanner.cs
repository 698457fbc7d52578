namespace Pennant.Local.Printer.Wire;

internal enum RealTimeKind
{
    /// <summary>DLE EOT: the argument says which status.</summary>
    Status,

    /// <summary>DLE ENQ: the argument is 1 to go on after an error, 2 to throw everything away and go on.</summary>
    Recover,

    /// <summary>DLE DC4 function 1: the drawer.</summary>
    Pulse,

    /// <summary>DLE DC4 function 8: throw everything away.</summary>
    Clear,
}

/// <param name="End">How many bytes of what was scanned had gone by when the request was complete.</param>
internal readonly record struct RealTimeRequest(RealTimeKind Kind, byte Argument, int End);

/// <summary>Finds the real-time commands in the bytes as they arrive, wherever they stand: a printer obeys them on receipt, also inside a picture.</summary>
internal sealed class RealTimeScanner
{
    private const byte Dle = 0x10, Eot = 0x04, Enq = 0x05, Dc4 = 0x14;
    private static readonly byte[] ClearAll = [Dle, Dc4, 8, 1, 3, 20, 1, 6, 2, 8];
    private readonly byte[] last = new byte[10];

    /// <returns>The requests in order. One may begin in one call and end in the next.</returns>
    public List<RealTimeRequest> Scan(ReadOnlySpan<byte> bytes)
    {
        var found = new List<RealTimeRequest>();
        for (var i = 0; i < bytes.Length; i++)
        {
            Array.Copy(last, 1, last, 0, last.Length - 1);
            last[^1] = bytes[i];
            if (Match() is var (kind, argument)) found.Add(new RealTimeRequest(kind, argument, i + 1));
        }
        return found;
    }

    private (RealTimeKind, byte)? Match()
    {
        if (last[^3] == Dle && last[^2] == Eot && last[^1] is >= 1 and <= 4) return (RealTimeKind.Status, last[^1]);
        if (last[^3] == Dle && last[^2] == Enq && last[^1] is 1 or 2) return (RealTimeKind.Recover, last[^1]);
        if (last[^5] == Dle && last[^4] == Dc4 && last[^3] == 1 && last[^2] <= 1 && last[^1] is >= 1 and <= 8) return (RealTimeKind.Pulse, last[^2]);
        return last.AsSpan().SequenceEqual(ClearAll) ? (RealTimeKind.Clear, (byte)0) : null;
    }
}
