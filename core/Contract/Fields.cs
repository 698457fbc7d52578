namespace Pennant.Contract;

/// <summary>Attribute names of an item of the messages table.</summary>
public static class Fields
{
    public const string Id = "id";
    public const string Printed = "printed";
    public const string CreatedAt = "created_at";
    public const string Status = "status";
    public const string Printer = "printer";
    /// <summary>The printer's name while the message is not terminal, absent after.</summary>
    public const string Queue = "queue";
    public const string Text = "text";
    public const string From = "from";
    public const string Image = "image";
    /// <summary>The time that the receipt shows, when the sender's page named it.</summary>
    public const string WrittenAt = "written_at";
    /// <summary>SHA-256 of the request, to tell a repeated request from another one with the same key.</summary>
    public const string BodyHash = "body_hash";
    public const string Acks = "acks";
    public const string Attempt = "attempt";
    public const string Round = "round";
    public const string TaskToken = "task_token";
    public const string Execution = "execution";
    public const string DispatchedAt = "dispatched_at";
    public const string FinishedAt = "finished_at";
    public const string CancelRequestedAt = "cancel_requested_at";
    public const string ExpiresAt = "expires_at";
    public const string Ttl = "ttl";
    /// <summary>About how much paper it takes, in millimetres: a number made of text and picture when the message was accepted.</summary>
    public const string PaperMm = "paper_mm";
    /// <summary>Only on the item <see cref="WindowId"/>: a map from message id to the time its place was taken.</summary>
    public const string Places = "places";

    /// <summary>What <see cref="Names.PrinterQueueIndex"/> holds of an item besides the keys: all that is read from it. Neither text nor picture, which would be written again with every change,
    /// nor what the device says, which changes most often.</summary>
    public static IReadOnlyList<string> InQueue { get; } = [Printer, Status, ExpiresAt, PaperMm, Round, Execution, DispatchedAt, CancelRequestedAt];

    /// <summary>Key of the item that holds a printer's window: which messages have a place, so that no two dispatchers give the same one away.</summary>
    public static string WindowId(string printer) => $"window/{printer}";

    /// <summary>The facts from the device, all under <see cref="Acks"/>; the map exists from the insert on.</summary>
    public static class Ack
    {
        public const string DeliveredAt = "delivered_at";
        public const string DeliveredAttempt = "delivered_attempt";
        public const string PrintingAt = "printing_at";
        public const string PrintingAttempt = "printing_attempt";
        public const string PrintedAt = "printed_at";
        public const string PrintedAttempt = "printed_attempt";
        public const string Evidence = "evidence";
        public const string Hold = "hold";
        public const string HoldAt = "hold_at";
        /// <summary><c>printed</c>, <c>unconfirmed</c>, <c>failed</c> or <c>canceled</c>: the device's last word. Only <c>printed</c> replaces another.</summary>
        public const string Outcome = "outcome";
        public const string OutcomeAt = "outcome_at";
        public const string OutcomeAttempt = "outcome_attempt";
        public const string Error = "error";
        public const string Detail = "detail";
    }
}
