namespace Pennant.Receipts;

/// <summary>What a receipt is made of. The preview is drawn from the same, so that the paper is equal to it.</summary>
/// <param name="Text">As the sender typed it; the renderer makes it harmless.</param>
/// <param name="From">The sender's name, printed above the text.</param>
/// <param name="ImagePng">A picture, printed below the text.</param>
public sealed record ReceiptContent(string Text, string? From = null, byte[]? ImagePng = null)
{
    /// <summary>When it was written: <see cref="Contract.Job.WrittenAt"/>, or else <see cref="Contract.Job.CreatedAt"/>. Without it the receipt shows no time.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>IANA name of the printer's time zone, e.g. <c>Europe/Berlin</c>. Absent or unknown means UTC.</summary>
    public string? TimeZone { get; init; }

    /// <summary>The message's id, of which the receipt shows the end (<see cref="Contract.Names.ShortId"/>). Without it the place stays as wide and says nothing.</summary>
    public string? Id { get; init; }

    /// <summary>Id of the message that this one is a copy of: the receipt says so at the top and at the bottom.</summary>
    public string? CopyOf { get; init; }
}
