namespace Pennant.Lambdas.Messages;

/// <summary>Pauses between tries, each twice as long as the one before. The later half of each is left to chance, so that those who were refused together do not come back together.</summary>
/// <param name="Tries">How often in all; a pause after the last one is refused.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Longest, int Tries = int.MaxValue)
{
    /// <summary>The longest pause after so many tries.</summary>
    public TimeSpan LongestAfter(int tries) => TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Clamp(tries - 1, 0, 16), Longest.Ticks));

    /// <param name="tries">Made so far, from 1.</param>
    /// <returns>False, at once, when there are no tries left.</returns>
    public async Task<bool> PauseAsync(int tries, TimeProvider clock)
    {
        if (tries >= Tries) return false;
        await Task.Delay(LongestAfter(tries) * (0.5 + Random.Shared.NextDouble() / 2), clock);
        return true;
    }
}
