namespace Pennant.Device.Connection;

/// <summary>How long to stay away after a connection ended: full jitter under a limit that doubles from 1 s to 2 min and starts again only after a connection that lasted.</summary>
internal sealed class Backoff(TimeProvider time, Random random)
{
    public static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(2), Stable = TimeSpan.FromSeconds(60);
    private int failures;
    private long lastTry = time.GetTimestamp();

    /// <summary>How long nothing was tried.</summary>
    public TimeSpan SinceTry => time.GetElapsedTime(Interlocked.Read(ref lastTry));

    /// <summary>Call before each try.</summary>
    public void Trying() => Interlocked.Exchange(ref lastTry, time.GetTimestamp());

    /// <param name="lasted">How long the connection was up; zero when it never was.</param>
    public TimeSpan Next(TimeSpan lasted)
    {
        failures = lasted >= Stable ? 1 : failures + 1;
        var limit = Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10)));
        var wait = TimeSpan.FromSeconds(limit * random.NextDouble());
        // AWS takes one CONNECT a second from a client.
        var sinceTry = SinceTry;
        return wait + sinceTry >= First ? wait : First - sinceTry;
    }
}
