namespace Pennant.Device.Connection;

/// <summary>Draws conclusions from how connections ended, one after the other.</summary>
internal sealed class Endings(LinkWatch watch, Denials denials, TimeSpan stable)
{
    private const int Enough = 3;
    private int takeOvers;

    /// <summary>True when the same thing went wrong again and again and only a person can mend it.</summary>
    public bool IsHopeless(TimeSpan lasted) =>
        watch.Now.NeedsSomebody && watch.InARow >= Enough && (lasted == TimeSpan.Zero || watch.Now.Code == LinkCode.TakenOver);

    /// <summary>Everything is subscribed, or a denied request was answered.</summary>
    public void Connected()
    {
        if (denials.Current is { } denied) watch.Set(LinkCode.PolicyDenied, denied);
        else if (takeOvers >= Enough) watch.Set(LinkCode.TakenOver);
        else watch.Set(LinkCode.Online);
    }

    /// <summary>The connection is up for so long.</summary>
    public void Lasting(TimeSpan lasted)
    {
        if (lasted < stable || takeOvers == 0) return;
        takeOvers = 0;
        Connected();
    }

    public void NotConnected(Exception e, Diagnosis diagnosis)
    {
        var request = e is TimeoutException or RefusedException ? null : denials.Ended();
        if (request is null) watch.Set(diagnosis.Of(e), Reasons.Of(e));
        else Deny(request);
    }

    public void Over(Ending ending, TimeSpan lasted)
    {
        if (ending.By is EndedBy.Device or EndedBy.Silence)
        {
            denials.Forgive();
            watch.Set(ending.By == EndedBy.Device ? LinkCode.Connecting : LinkCode.OfflineSilent);
        }
        else if (denials.Ended() is { } request) Deny(request);
        else if (ending.By == EndedBy.Broker && (takeOvers = lasted < stable ? takeOvers + 1 : 1) >= Enough) watch.Set(LinkCode.TakenOver);
        else watch.Set(LinkCode.OfflineNetwork, ending.ToString());
    }

    private void Deny(string request)
    {
        if (denials.Current is { } denied) watch.Set(LinkCode.PolicyDenied, denied);
        else watch.Set(LinkCode.OfflineNetwork, $"the connection ended at once after: {request}");
    }
}

internal enum EndedBy
{
    /// <summary>In good order, without a reason: MQTT 3.1.1 knows none.</summary>
    Broker,
    Network,
    Silence,
    Device,
}

/// <summary>How a connection that was up came to its end.</summary>
internal sealed record Ending(EndedBy By, Exception? Why = null)
{
    public override string ToString() => By switch
    {
        EndedBy.Broker => "the broker ended the connection",
        EndedBy.Silence => "the broker answers no more",
        EndedBy.Device => "the device asks for what it could not take",
        _ => Why is null ? "the connection broke" : Reasons.Of(Why),
    };
}
