namespace Pennant.Local.Printer.Wire;

/// <summary>XON/XOFF: tells the host to stop when three quarters of the receive buffer are full, and to go on at one quarter.</summary>
internal sealed class FlowControl(Action<byte> send)
{
    public const byte Xon = 0x11, Xoff = 0x13;
    private readonly Lock changing = new();
    private bool isStopped;

    public void Watch(long waiting, long room)
    {
        lock (changing)
        {
            if (!isStopped && waiting * 4 >= room * 3) Say(Xoff);
            else if (isStopped && waiting * 4 <= room) Say(Xon);
        }
    }

    private void Say(byte word)
    {
        isStopped = word == Xoff;
        send(word);
    }
}
