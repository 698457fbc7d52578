namespace Pennant.Device.EscPos;

/// <summary>Whether the printer would print now.</summary>
/// <param name="Hold">Why not, one of <see cref="Contract.HoldReason"/>; null when nothing stands in the way, or when the printer still works at what it was given earlier.</param>
internal readonly record struct Readiness(bool IsReady, string? Hold)
{
    public static readonly Readiness Ready = new(true, null), Busy = new(false, null);

    public static Readiness Held(string reason) => new(false, reason);
}
