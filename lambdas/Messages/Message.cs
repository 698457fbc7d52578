using Pennant.Contract;

namespace Pennant.Lambdas.Messages;

/// <summary>One item of the table. What a reader left out (text and picture, in lists) is empty.</summary>
internal sealed record Message
{
    public required string Id { get; init; }
    public required string Printer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required MessageState Status { get; init; }
    public DateTimeOffset ExpiresAt { get; init; } = DateTimeOffset.MaxValue;
    public string Text { get; init; } = "";
    public string? From { get; init; }
    public string? Image { get; init; }
    public DateTimeOffset? WrittenAt { get; init; }
    public string? BodyHash { get; init; }
    /// <summary>An estimate; only of a new message.</summary>
    public int PaperMm { get; init; }
    public int Attempt { get; init; }
    public int Round { get; init; }
    public string? TaskToken { get; init; }
    public string? Execution { get; init; }
    /// <summary>Of the latest round: when its place in the window was taken.</summary>
    public string? DispatchedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? CancelRequestedAt { get; init; }
    public Facts Facts { get; init; } = new();

    /// <summary>Order per printer.</summary>
    public (DateTimeOffset, string) Turn => (CreatedAt, Id);

    /// <summary>The workflow of this round has made itself known. Until then nobody can be sure that it was started.</summary>
    public bool HasExecution => Execution is not null && Execution.EndsWith($".{Round}", StringComparison.Ordinal);
}

/// <summary>What the device has said.</summary>
internal sealed record Facts
{
    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset? PrintingAt { get; init; }
    public DateTimeOffset? PrintedAt { get; init; }
    public DateTimeOffset? OutcomeAt { get; init; }
    public Evidence? Evidence { get; init; }
    public string? Hold { get; init; }
    public string? Outcome { get; init; }
    public string? Error { get; init; }
    public string? Detail { get; init; }
}
