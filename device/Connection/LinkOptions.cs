namespace Pennant.Device.Connection;

/// <summary>How patient the connection is.</summary>
internal sealed record LinkOptions
{
    /// <summary>Told to the broker, which ends a connection after one and a half times as much silence. Default 30 s, the least that AWS takes.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often the broker is asked whether it is still there. Default 25 s: with <see cref="AnswerWithin"/> a silent link is noticed before the broker notices it.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long any answer of the broker may take. Default 10 s.</summary>
    public TimeSpan AnswerWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request that the policy denies is left alone: the first time and, doubled each time, at most. Default 2 and 10 min.</summary>
    public (TimeSpan First, TimeSpan Most) DeniedRest { get; init; } = (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10));

    /// <summary>Own publishes a second. Default 70: AWS discards, without a word, what is over 100 in and out of one connection.</summary>
    public int PublishesPerSecond { get; init; } = 70;
}
