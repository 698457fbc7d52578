using NodaTime;
using Pennant.Contract;

namespace Pennant.Device.Settings;

/// <summary>The owner's settings as they are in force now, and whether they forbid feeding the printer.</summary>
internal sealed class InForce : IDisposable
{
    /// <summary>A Pi's clock may be put right at any time: quiet hours are looked at again at least this often.</summary>
    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(30);

    private readonly TimeProvider time;
    private readonly Lock gate = new();
    private readonly ITimer timer;
    private QuietTimes? quiet;
    private string? told;

    public InForce(OwnerSettings settings, TimeProvider time)
    {
        (this.time, Current) = (time, settings);
        timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Follow();
    }

    public OwnerSettings Current { get; private set; }

    /// <summary><see cref="HoldReason.Paused"/>, <see cref="HoldReason.QuietHours"/>, or null: the printer may be fed.</summary>
    public string? Hold => Current.Paused ? HoldReason.Paused : quiet?.Holds(Now) == true ? HoldReason.QuietHours : null;

    /// <summary>Raised, on any thread, when <see cref="Current"/> or <see cref="Hold"/> differs.</summary>
    public event Action? Changed;

    public void Set(OwnerSettings settings)
    {
        lock (gate)
        {
            if (settings == Current) return;
            Current = settings;
            Follow();
        }
        Changed?.Invoke();
    }

    public void Dispose() => timer.Dispose();

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private void Look()
    {
        lock (gate)
        {
            var before = told;
            Follow();
            if (told == before) return;
        }
        Changed?.Invoke();
    }

    private void Follow()
    {
        quiet = Current.QuietHours is { } hours ? QuietTimes.Of(hours, Current.TimeZone) : null;
        told = Hold;
        timer.Change(quiet is null ? Timeout.InfiniteTimeSpan : Due(quiet), Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Due(QuietTimes times)
    {
        var due = (times.NextChange(Now) - Now).ToTimeSpan() + TimeSpan.FromMilliseconds(1);
        return due < LooksAgain ? due : LooksAgain;
    }
}
