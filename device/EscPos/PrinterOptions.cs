namespace Pennant.Device.EscPos;

/// <summary>How patient the driver is.</summary>
internal sealed record PrinterOptions
{
    /// <summary>How long opening the connection may take before the printer counts as unreachable. Default 1.5 s: a hold is reported within 2 s.</summary>
    public TimeSpan OpenWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a status request may stay unanswered. Default 1.5 s; while it prints, ten times that.</summary>
    public TimeSpan StatusWithin { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>How long the printer may make no progress before its job counts as unconfirmed. Default 90 s: a long message takes about 20 s to print.</summary>
    /// <remarks>Time during which the printer says why it waits does not count.</remarks>
    public TimeSpan ProofWithin { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>How long a printer is waited for that stopped taking bytes inside a job, or that answers about its state but not, as it once could, about its work. Default 15 min: three times what the slowest one needs for the longest message.</summary>
    /// <remarks>One that could answer and is wholly silent is switched off: it is waited for without end.</remarks>
    public TimeSpan SilentWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the printer is asked while it holds or prints. Default 1 s.</summary>
    public TimeSpan PollBusy { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often it is asked while there is nothing to do. Default 1 s: a hold is reported within 2 s also when nobody prints.</summary>
    public TimeSpan PollIdle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Silence after which no more queued answers of an earlier request are on their way. Default 250 ms.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromMilliseconds(250);
}
