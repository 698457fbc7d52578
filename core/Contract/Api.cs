namespace Pennant.Contract;

/// <summary>Body of <c>POST /messages</c> and <c>POST /preview</c>. An unknown field is refused.</summary>
/// <param name="Image">A PNG as base64.</param>
/// <param name="WrittenAt">The time that the receipt shows. Absent: the server's, when it takes the message.</param>
public sealed record NewMessage(string? Text = null, string? From = null, string? Printer = null, string? Image = null, DateTimeOffset? WrittenAt = null);

/// <summary>Answer of <c>POST /messages</c> (201) and <c>GET /messages/{id}</c>: what is true now, the further of the workflow's status and the device's facts.</summary>
public sealed record MessageView
{
    public required string Id { get; init; }
    public required MessageState Status { get; init; }
    public required string Printer { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>With PRINTED.</summary>
    public Evidence? Evidence { get; init; }
    /// <summary>One of <see cref="HoldReason"/> while the device waits for a person.</summary>
    public string? Hold { get; init; }
    /// <summary>With FAILED, one of <see cref="FailureCode"/>.</summary>
    public string? Error { get; init; }
    public string? Detail { get; init; }
    public DateTimeOffset? DispatchedAt { get; init; }
    public DateTimeOffset? DeliveredAt { get; init; }
    public DateTimeOffset? PrintingAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? CancelRequestedAt { get; init; }
    public required Links Links { get; init; }
}

public sealed record Links(string Self);

/// <summary>Answer of <c>GET /printers/{name}</c>.</summary>
public sealed record PrinterView
{
    public required string Name { get; init; }
    /// <summary><c>online</c>, <c>offline</c> or <c>unknown</c>.</summary>
    public required string Connection { get; init; }
    /// <summary><c>idle</c>, <c>printing</c>, <c>held</c> or <c>unknown</c>, as last reported.</summary>
    public required string State { get; init; }
    public string? Hold { get; init; }
    /// <summary><c>ok</c>, <c>low</c>, <c>out</c> or <c>unknown</c>.</summary>
    public required string Paper { get; init; }
    /// <summary>Dots per line, for the preview.</summary>
    public required int WidthDots { get; init; }
    /// <summary>The best proof of paper that this printer can give; null until it has said.</summary>
    public Evidence? Evidence { get; init; }
    /// <summary>Messages before the next one, at most 100 are counted.</summary>
    public required int Queue { get; init; }
    /// <summary>Expected seconds until the next message is on paper; null when nobody can say (off line, held).</summary>
    public double? WaitSeconds { get; init; }
}

public sealed record PrinterList(IReadOnlyList<PrinterView> Printers);

/// <summary>RFC 9457, <c>application/problem+json</c>.</summary>
/// <param name="Field">The body's field at fault, when there is one.</param>
/// <param name="Limit">The limit that was passed, when there is one.</param>
public sealed record Problem(string Type, string Title, int Status, string Detail, string? Field = null, int? Limit = null);
