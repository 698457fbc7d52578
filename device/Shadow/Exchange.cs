namespace Pennant.Device.Shadow;

/// <summary>One kind of request to the shadow: one at a time, never closer together than agreed, each with a token by which its answer is known among others'. Backs off when it is refused or not answered.</summary>
/// <param name="apart">Least time between two requests.</param>
internal sealed class Exchange(TimeSpan apart, TimeProvider time, Random random)
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(10), Shortest = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromMinutes(1);
    private const int MostDoublings = 6;

    private string? token;
    private long since;
    private TimeSpan pause;
    private int failures;

    /// <summary>How long until the next request may go out; zero: now. While an answer is awaited, how long until nobody waits any more.</summary>
    public TimeSpan Wait
    {
        get
        {
            GiveUp();
            var wait = (token is null ? pause : AnswerWithin) - time.GetElapsedTime(since);
            return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
        }
    }

    public bool IsDue => Wait == TimeSpan.Zero && token is null;

    public bool IsAwaited => token is not null;

    /// <returns>The token of a request that goes out now.</returns>
    public string Begin()
    {
        (since, pause) = (time.GetTimestamp(), apart);
        return token = Guid.NewGuid().ToString("N");
    }

    public bool Owns(string? answer) => answer is not null && answer == token;

    public void Answered() => (token, failures) = (null, 0);

    /// <summary>Refused, lost or not answered: waits longer each time.</summary>
    public void Failed()
    {
        var wait = TimeSpan.FromTicks(Math.Min(Shortest.Ticks << Math.Min(failures++, MostDoublings), Longest.Ticks));
        (token, since, pause) = (null, time.GetTimestamp(), wait * (0.5 + (random.NextDouble() / 2)));
    }

    /// <summary>A new connection: no answer comes any more to what was asked on the old one.</summary>
    public void StartOver() => token = null;

    private void GiveUp()
    {
        if (token is not null && time.GetElapsedTime(since) >= AnswerWithin) Failed();
    }
}
