using Pennant.Contract;

namespace Pennant.Tests.Device.Crashes;

/// <summary>A moment in the life of a job at which the device loses its power, and what must be true afterwards.</summary>
/// <param name="Script">See <see cref="StartupHook.Script"/>; null: the broker has the ack and the device has not its PUBACK.</param>
/// <param name="Outcome">What the cloud is told in the end.</param>
/// <param name="Copies">Whole copies on paper.</param>
internal sealed record CrashPoint(string Name, string? Script, AckState Outcome, int Copies)
{
    public static IReadOnlyList<CrashPoint> All { get; } =
    [
        new("before it is journalled", "Delivered", AckState.Printed, 1),
        new("journalled, before PUBACK", "Journalled", AckState.Printed, 1),
        new("after PUBACK", "Acknowledged", AckState.Printed, 1),
        new("before it is marked as printing", "Starting", AckState.Printed, 1),
        new("marked as printing, before the first byte", "Started", AckState.Unconfirmed, 0),
        new("after the first strip of dots", "Sent:1", AckState.Unconfirmed, 0),
        new("after the second strip of dots", "Sent:2", AckState.Unconfirmed, 0),
        new("after the third strip of dots", "Sent:3", AckState.Unconfirmed, 0),
        new("after the last byte", "AllSent", AckState.Unconfirmed, 1),
        new("after the printer's echo, before it is journalled", "Proved", AckState.Unconfirmed, 1),
        new("after the outcome is journalled", "Recorded", AckState.Printed, 1),
        new("before the ack is published", "Telling:3", AckState.Printed, 1),
        new("after the ack is published, before its PUBACK", null, AckState.Printed, 1),
        new("after the ack's PUBACK, before it leaves the outbox", "Told:3", AckState.Printed, 1),
        new("after the ack has left the outbox", "Told:3,Forgotten:1", AckState.Printed, 1),
    ];
}
