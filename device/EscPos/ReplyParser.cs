using System.Text;

namespace Pennant.Device.EscPos;

/// <summary>Takes the one stream that a printer sends back apart. Never throws. Source: Epson ESC/POS reference, status byte identification and <c>GS ( H</c>.</summary>
/// <remarks>
/// Noise: a <see cref="ProcessReply"/> is read exactly when its block (<c>37 22</c>, four characters, <c>00</c>) stands in the stream in one piece, whatever is before and behind it; XON and XOFF may stand
/// anywhere and do not count. Of the other replies noise costs at most those that follow it up to the first byte that cannot be in a block.
/// An Automatic Status Back tail and a <c>GS r</c> answer look alike (<c>0xx0xxxx</c>): whoever waits for <c>GS r</c> keeps Automatic Status Back off.
/// </remarks>
internal sealed class ReplyParser
{
    private const byte Xon = 0x11, Xoff = 0x13, ProcessHeader = 0x37, TextHeader = 0x5F, Completed = 0x22, Offline = 0x23, Cleared = 0x25;
    private const int LongestBlock = 96;

    private readonly List<byte> pending = [];
    private bool isTooLong;

    public IEnumerable<Reply> Parse(ReadOnlyMemory<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Take(bytes.Span[i]) is { } reply) yield return reply;
        }
    }

    private Reply? Take(byte b)
    {
        if (b is Xon or Xoff) return new FlowReply(b == Xon);
        if (pending.Count == 0) return Begin(b);
        return IsAutomatic(pending[0]) ? InAutomatic(b) : InBlock(b);
    }

    private Reply? Begin(byte b)
    {
        if (b is ProcessHeader or TextHeader || IsAutomatic(b)) pending.Add(b);
        else if (IsRealTime(b)) return new RealTimeReply(b);
        else if (IsTail(b)) return new QueuedReply(b);
        return null;
    }

    private Reply? InBlock(byte b)
    {
        if (b == 0) return End();
        if (b is < 0x20 or > 0x7E) return StartOver(b);
        pending.Add(b);
        if (pending.Count <= LongestBlock) return null;
        // No printer says so much. The header stays in its place, so that a proof at the end is still found.
        isTooLong = true;
        pending.RemoveAt(1);
        return null;
    }

    private Reply? InAutomatic(byte b)
    {
        // A real-time answer may come between the four bytes.
        if (IsRealTime(b)) return new RealTimeReply(b);
        if (!IsTail(b)) return StartOver(b);
        pending.Add(b);
        if (pending.Count < 4) return null;
        var reply = new AutomaticReply(pending[0], pending[1], pending[2], pending[3]);
        Clear();
        return reply;
    }

    private Reply? StartOver(byte b)
    {
        Clear();
        return Begin(b);
    }

    private Reply? End()
    {
        var block = pending.ToArray();
        var isNoise = isTooLong;
        Clear();
        return block switch
        {
            [.., ProcessHeader, Completed, _, _, _, _] => new ProcessReply(Encoding.ASCII.GetString(block.AsSpan(^4..))),
            _ when isNoise => null,
            [TextHeader, .. var text] => new TextReply(Encoding.ASCII.GetString(text)),
            [ProcessHeader, Offline, .. var causes] => new OfflineReply(Encoding.ASCII.GetString(causes)),
            [ProcessHeader, Cleared] => new ClearedReply(),
            _ => null,
        };
    }

    private void Clear()
    {
        pending.Clear();
        isTooLong = false;
    }

    private static bool IsAutomatic(byte b) => (b & 0b1001_0011) == 0b0001_0000;

    private static bool IsRealTime(byte b) => (b & 0b1001_0011) == 0b0001_0010;

    private static bool IsTail(byte b) => (b & 0b1001_0000) == 0;
}
