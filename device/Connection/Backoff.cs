namespace Pennant.Device.Connection;

/// <summary>How long to stay away after a connection ended: full jitter under a limit that doubles from 1 s to 2 min and starts again only after a connection that lasted.</summary>
internal sealed class Backoff(TimeProvider time, Random random)
{
    /// <summary>Default 1 s: AWS takes one CONNECT a second from a client.</summary>
    public TimeSpan First { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Default 2 min.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A connection counts as a good one from here on. Default 60 s.</summary>
    public TimeSpan Stable { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The least and the most while only a person can mend it. Default 1 and 10 min.</summary>
    public (TimeSpan Least, TimeSpan Most) Hopeless { get; init; } = (TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10));

    /// <summary>Nobody stays away for longer than this.</summary>
    public TimeSpan LongestWait => Hopeless.Most > Longest ? Hopeless.Most : Longest;

    private int failures;
    private long lastTry = time.GetTimestamp();

    /// <summary>How long nothing was tried.</summary>
    public TimeSpan SinceTry => time.GetElapsedTime(Interlocked.Read(ref lastTry));

    /// <summary>Call before each try.</summary>
    public void Trying() => Interlocked.Exchange(ref lastTry, time.GetTimestamp());

    /// <param name="lasted">How long the connection was up; zero when it never was.</param>
    /// <param name="isHopeless">Another try is not expected to end differently.</param>
    public TimeSpan Next(TimeSpan lasted, bool isHopeless = false)
    {
        failures = lasted >= Stable ? 1 : failures + 1;
        if (isHopeless) return Hopeless.Least + ((Hopeless.Most - Hopeless.Least) * random.NextDouble());
        var limit = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)));
        var wait = TimeSpan.FromSeconds(limit * random.NextDouble());
        var sinceTry = SinceTry;
        return wait + sinceTry >= First ? wait : First - sinceTry;
    }
}
