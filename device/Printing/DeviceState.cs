using Pennant.Device.EscPos;

namespace Pennant.Device.Printing;

/// <summary>What the printer does now, for whoever reports it.</summary>
internal sealed class DeviceState(TimeProvider time)
{
    private readonly Lock gate = new();
    private long heard = time.GetTimestamp();

    public PrinterNow Now { get; private set; } = new(null, false, PrinterStatus.Silent, null);

    /// <summary>Raised, on any thread, when anything differs.</summary>
    public event Action? Changed;

    /// <summary>How long nobody has said anything, not even that nothing is new.</summary>
    public TimeSpan Unheard => time.GetElapsedTime(Interlocked.Read(ref heard));

    public void Set(Func<PrinterNow, PrinterNow> change)
    {
        Interlocked.Exchange(ref heard, time.GetTimestamp());
        lock (gate)
        {
            var next = change(Now);
            if (next == Now) return;
            Now = next;
        }
        Changed?.Invoke();
    }
}

/// <param name="Hold">Why nothing is fed to it; null when nothing stands in the way.</param>
/// <param name="Abilities">Null until the printer was seen ready once.</param>
internal sealed record PrinterNow(string? Hold, bool IsPrinting, PrinterStatus Status, PrinterAbilities? Abilities);
