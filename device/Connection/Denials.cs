namespace Pennant.Device.Connection;

/// <summary>Finds out what the policy denies. AWS gives no reason: it ends the connection, each time after the same request. Such a request is left alone for a while and everything else goes on.</summary>
internal sealed class Denials(LinkOptions options, TimeProvider time)
{
    public const int Enough = 3;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Suspect> suspects = [];
    private readonly List<string> unanswered = [];

    private sealed record Suspect(int Times, long Since);

    /// <summary>What is denied now, e.g. <c>publish pennant/kitchen/acks</c>; null when nothing is.</summary>
    public string? Current
    {
        get
        {
            lock (gate) return suspects.FirstOrDefault(suspect => suspect.Value.Times >= Enough).Key;
        }
    }

    /// <summary>Waits while the request is left alone.</summary>
    public async Task RestAsync(string request, CancellationToken ct)
    {
        while (RestOf(request) is { } wait && wait > TimeSpan.Zero) await Task.Delay(wait, time, ct);
    }

    /// <summary>Call before each request goes out.</summary>
    public void Begin(string request)
    {
        lock (gate) unanswered.Add(request);
    }

    /// <returns>True when this is the end of a denial.</returns>
    public bool Answered(string request)
    {
        lock (gate)
        {
            unanswered.Remove(request);
            return suspects.Remove(request, out var suspect) && suspect.Times >= Enough;
        }
    }

    /// <summary>No answer came, for another reason than the end of the connection.</summary>
    public void GivenUp(string request)
    {
        lock (gate) unanswered.Remove(request);
    }

    /// <summary>The broker has ended the connection: the oldest request that it had not answered may be why, for a broker works in order.</summary>
    /// <returns>That request; null when nothing was unanswered.</returns>
    public string? Ended()
    {
        lock (gate)
        {
            if (unanswered is not [var oldest, ..]) return null;
            suspects[oldest] = new Suspect(suspects.GetValueOrDefault(oldest, new Suspect(0, 0)).Times + 1, time.GetTimestamp());
            unanswered.Clear();
            return oldest;
        }
    }

    /// <summary>The connection ended for a reason of its own.</summary>
    public void Forgive()
    {
        lock (gate) unanswered.Clear();
    }

    private TimeSpan? RestOf(string request)
    {
        lock (gate)
        {
            if (!suspects.TryGetValue(request, out var suspect) || suspect.Times < Enough) return null;
            var rest = Math.Min(options.DeniedRest.Most.TotalSeconds, options.DeniedRest.First.TotalSeconds * Math.Pow(2, Math.Min(suspect.Times - Enough, 10)));
            return TimeSpan.FromSeconds(rest) - time.GetElapsedTime(suspect.Since);
        }
    }
}
