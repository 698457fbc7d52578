namespace Pennant.Device.Jobs;

/// <summary>Names of the small values beside the jobs in the journal.</summary>
internal static class Facts
{
    public const string UsedMillimetres = "used_mm", LastPrintedId = "last_printed_id", LastPrintedAt = "last_printed_at";

    /// <summary>The message whose text is kept for a copy.</summary>
    public const string LastBegunId = "last_begun_id";

    /// <summary>The owner's settings that are in force, as JSON; and a pause or its end that was chosen at the device and is not in the shadow yet, with its time.</summary>
    public const string Settings = "settings", PausedHere = "paused_here";

    /// <summary>The odometer when a new roll was put in, and how the paper stood when that was last looked at.</summary>
    public const string RollStart = "roll_start_mm", RollPaper = "roll_paper";

    /// <summary>The filters that the broker's session holds.</summary>
    public const string Subscribed = "subscribed";

    /// <summary>How the connection stood when it last changed: code, time and what was seen.</summary>
    public const string LinkCode = "link_code", LinkSince = "link_since", LinkDetail = "link_detail";

    /// <summary>When the device was last seen on line, at the beginning or the end of a connection.</summary>
    public const string OnlineAt = "online_at";

    /// <summary>When a damaged journal was put aside, and where.</summary>
    public const string DamagedAt = "damaged_at", DamagedFile = "damaged_file";

    /// <summary>Written to find out whether the disk takes anything again.</summary>
    public const string Verified = "verified";

    /// <summary>What the printer could do when it was last seen ready.</summary>
    public const string Printer = "printer";
}
