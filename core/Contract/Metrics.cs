namespace Pennant.Contract;

/// <summary>The custom metrics: namespace <see cref="Namespace"/>, one dimension, <see cref="Dimension"/>. CloudWatch takes them from the functions' log lines (embedded metric format).</summary>
/// <remarks>AWS charges for each name and environment, by the hours in which it has data: there are eight, and the first ten of an account are free.</remarks>
public static class Metrics
{
    public const string Namespace = "Pennant";

    /// <summary>Its value is <c>dev</c> or <c>prod</c>.</summary>
    public const string Dimension = "Environment";

    /// <summary>Messages that the API stored. A repeated request is not counted again. Count; no data without messages.</summary>
    public const string Submitted = "Submitted";

    /// <summary>Messages that came on paper, as far as the printer can say. Proof that arrives late counts too, so a message may be counted here after it was counted as unconfirmed or failed. Count.</summary>
    public const string Printed = "Printed";

    /// <summary>Messages of which nobody knows whether they are on paper. Count.</summary>
    public const string Unconfirmed = "Unconfirmed";

    /// <summary>Messages that ended without paper, failed or expired; not those that somebody took back. Count.</summary>
    public const string Failed = "Failed";

    /// <summary>From the API's acceptance to the device's word of paper. Milliseconds; one data point a printed message.</summary>
    public const string SubmitToPaper = "SubmitToPaper";

    /// <summary>Acks that changed nothing: malformed, of an unknown message, or for another printer's. Count; no data without them.</summary>
    public const string RefusedAcks = "RefusedAcks";

    /// <summary>Age of the oldest message of any printer that has not come to its end. Seconds; every <see cref="WatchedEvery"/>, 0 when there is none.</summary>
    public const string QueueAge = "QueueAge";

    /// <summary>Printers that have been connected before and are not now. Count; every <see cref="WatchedEvery"/>, for as long as it lasts, so an alarm stays and goes with it.</summary>
    public const string PrintersOffline = "PrintersOffline";

    /// <summary>How often the printers and their queues are looked at.</summary>
    public static readonly TimeSpan WatchedEvery = TimeSpan.FromMinutes(5);

    /// <summary>As CloudWatch spells it.</summary>
    public static string UnitOf(string metric) => metric switch
    {
        SubmitToPaper => "Milliseconds",
        QueueAge => "Seconds",
        _ => "Count",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Submitted, Printed, Unconfirmed, Failed, SubmitToPaper, RefusedAcks, QueueAge, PrintersOffline];
}
