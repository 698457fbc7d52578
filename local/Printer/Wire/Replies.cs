namespace Pennant.Local.Printer.Wire;

/// <summary>Says what the printer has to say to whoever is connected; what nobody hears is gone.</summary>
internal sealed class Replies
{
    private readonly Lock speaking = new();
    private readonly Condition condition;
    private byte automatic;
    private byte offline;
    private volatile bool isClone;

    public Replies(Condition condition, bool isClone)
    {
        (this.condition, this.isClone) = (condition, isClone);
        condition.Changed += Announce;
    }

    /// <summary>A cheap copy says no more than its paper and its real-time status.</summary>
    public bool IsClone { get => isClone; set => isClone = value; }

    public ReplyFaults Faults { get; } = new();

    /// <summary>Takes whole answers, and how long they take on their way; null while nobody is connected.</summary>
    public Action<byte[], TimeSpan>? Listener { get; set; }

    public void Send(params byte[] answer)
    {
        lock (speaking)
            if (Faults.OnItsWay(answer, StatusBytes.Automatic(condition.Now)) is { } arriving) Listener?.Invoke(arriving, Faults.Delay);
    }

    /// <summary>GS ( H function 48: all before it is on paper.</summary>
    public void Complete(byte[] processId)
    {
        if (Faults.Confirmed(processId) is { } confirmed) Send(StatusBytes.Completed(confirmed));
    }

    /// <summary>GS a.</summary>
    public void Automatic(byte kinds)
    {
        if (isClone) return;
        automatic = kinds;
        if (kinds != 0) Send(StatusBytes.Automatic(condition.Now));
    }

    /// <summary>GS ( H function 49.</summary>
    public void Offline(byte setting) => offline = setting;

    /// <summary>ESC @ and power-on.</summary>
    public void Reset() => (automatic, offline) = (0, 0);

    private void Announce(Sensors before, Sensors after)
    {
        const byte drawer = 0x01, onLine = 0x02, error = 0x04, paper = 0x08;
        var isAsked = ((automatic & drawer) != 0 && before.IsDrawerOpen != after.IsDrawerOpen)
            || ((automatic & onLine) != 0 && (before.IsOnline != after.IsOnline || before.IsCoverOpen != after.IsCoverOpen || before.IsFeeding != after.IsFeeding))
            || ((automatic & error) != 0 && before.Error != after.Error)
            || ((automatic & paper) != 0 && before.Paper != after.Paper);
        if (isAsked) Send(StatusBytes.Automatic(after));
        if (before.IsOnline && !after.IsOnline && offline is 1 or 2 or 49 or 50) Send(StatusBytes.WentOffline(after, offline is 2 or 50));
    }
}
