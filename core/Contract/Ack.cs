using System.Text.Json.Serialization;

namespace Pennant.Contract;

/// <summary>What the device says of a job.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AckState>))]
public enum AckState
{
    /// <summary>On the device's disk, waiting for its turn.</summary>
    [JsonStringEnumMemberName("received")] Received,
    /// <summary>The first byte is about to go to the printer, or has gone.</summary>
    [JsonStringEnumMemberName("printing")] Printing,
    /// <summary>On paper; <see cref="Ack.Evidence"/> says how that is known.</summary>
    [JsonStringEnumMemberName("printed")] Printed,
    /// <summary>Bytes went out and no answer came: nobody knows.</summary>
    [JsonStringEnumMemberName("unconfirmed")] Unconfirmed,
    /// <summary>Never on paper; <see cref="Ack.Code"/> says why.</summary>
    [JsonStringEnumMemberName("failed")] Failed,
    /// <summary>Waiting for a person; <see cref="Ack.Code"/> is one of <see cref="HoldReason"/>.</summary>
    [JsonStringEnumMemberName("held")] Held,
    /// <summary>Taken back before the first byte.</summary>
    [JsonStringEnumMemberName("canceled")] Canceled,
}

/// <summary>What a device answers on <c>pennant/{printer}/acks</c>. Each may arrive more than once and out of order.</summary>
/// <param name="Attempt">Of the job that is answered; 0 with canceled by a device that never had the job.</param>
/// <param name="At">By the device's clock.</param>
/// <param name="Evidence">With <see cref="AckState.Printed"/> only.</param>
/// <param name="Code">With failed one of <see cref="FailureCode"/>, with held one of <see cref="HoldReason"/>.</param>
/// <param name="Detail">A sentence for a person, at most 200 characters, never message text.</param>
public sealed record Ack(string Id, int Attempt, AckState State, DateTimeOffset At, Evidence? Evidence = null, string? Code = null, string? Detail = null);

/// <summary>Why nothing is being fed to the printer.</summary>
public static class HoldReason
{
    public const string PaperOut = "paper_out";
    public const string CoverOpen = "cover_open";
    public const string PrinterUnreachable = "printer_unreachable";
    public const string PrinterError = "printer_error";
    public const string Paused = "paused";
    public const string QuietHours = "quiet_hours";
    public const string DiskFull = "disk_full";
    public const string DiskReadOnly = "disk_read_only";
    public const string DiskFailing = "disk_failing";
}

/// <summary>Why a message never came on paper.</summary>
public static class FailureCode
{
    public const string Undecodable = "undecodable";
    public const string Expired = "expired";
    public const string BadImage = "bad_image";
    public const string TooLong = "too_long";
    public const string TooLarge = "too_large";
    public const string NotRendered = "not_rendered";
}

/// <summary>What a device is told on <c>pennant/{printer}/control</c>.</summary>
/// <param name="Cancel">Id of a message not to print. The answer is an ack: canceled, or whatever is true instead.</param>
public sealed record Control(string? Cancel = null);
