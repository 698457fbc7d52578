using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Device.Printing;
using Pennant.Device.Settings;

namespace Pennant.Device.Gpio;

/// <summary>What the status light says.</summary>
internal enum LightState
{
    /// <summary>The owner wants it dark.</summary>
    Dark,
    Ready,
    Printing,
    /// <summary>Paper is out or the cover is open.</summary>
    Held,
    /// <summary>The printer does not answer or reports an error, or the disk is full.</summary>
    Fault,
    Paused,
    QuietHours,
    /// <summary>No connection yet, or none any more; it mends itself.</summary>
    Offline,
    /// <summary>No connection, and waiting will not mend it: certificate, policy, configuration.</summary>
    Refused,
}

/// <summary>The light's patterns: which state shines how, as a function of nothing but the state and the time since it began.</summary>
internal static class LightPattern
{
    /// <summary>On, off, on, off, …, then from the beginning. One length alone: on for ever; none: off for ever.</summary>
    private static readonly Dictionary<LightState, int[]> Milliseconds = new()
    {
        [LightState.Dark] = [],
        [LightState.Ready] = [1],
        [LightState.Printing] = [100, 100],
        [LightState.Held] = [150, 150, 150, 1050],
        [LightState.Fault] = [150, 150, 150, 150, 150, 1050],
        [LightState.Paused] = [1800, 200],
        [LightState.QuietHours] = [100, 3900],
        [LightState.Offline] = [1000, 1000],
        [LightState.Refused] = [150, 150, 150, 150, 150, 150, 150, 1050],
    };

    /// <summary>The most urgent of what is true: what a person at the printer can do something about comes first.</summary>
    public static LightState StateOf(PrinterNow printer, OwnerSettings settings, LinkState link)
    {
        if (!settings.Led) return LightState.Dark;
        if (printer.Hold is HoldReason.PaperOut or HoldReason.CoverOpen) return LightState.Held;
        if (printer.Hold is not (null or HoldReason.Paused or HoldReason.QuietHours)) return LightState.Fault;
        if (printer.IsPrinting) return LightState.Printing;
        if (settings.Paused) return LightState.Paused;
        if (!link.IsOnline) return link.NeedsSomebody ? LightState.Refused : LightState.Offline;
        return printer.Hold == HoldReason.QuietHours ? LightState.QuietHours : LightState.Ready;
    }

    public static bool IsOn(LightState state, TimeSpan since) => Find(state, since).IsOn;

    /// <summary>How long the light stays as it is; null: for ever.</summary>
    public static TimeSpan? Lasts(LightState state, TimeSpan since) => Find(state, since).Lasts;

    private static (bool IsOn, TimeSpan? Lasts) Find(LightState state, TimeSpan since)
    {
        var steps = Milliseconds[state];
        if (steps.Length < 2) return (steps.Length == 1, null);
        var within = TimeSpan.FromTicks(since.Ticks % TimeSpan.FromMilliseconds(steps.Sum()).Ticks);
        var end = TimeSpan.Zero;
        for (var i = 0; ; i++)
        {
            end += TimeSpan.FromMilliseconds(steps[i]);
            if (within < end) return (i % 2 == 0, end - within);
        }
    }
}
