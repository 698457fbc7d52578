using NodaTime;
using Pennant.Contract;

namespace Pennant.Device.Settings;

/// <summary>What the owner may change while the program runs, by the shadow's <c>desired</c> or the button: a value for each setting, checked.</summary>
internal sealed record OwnerSettings
{
    /// <summary>Nothing is fed to the printer.</summary>
    public bool Paused { get; init; }

    /// <summary>When nothing is fed to the printer; null: never.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Percent of the printer's normal darkness.</summary>
    public int Density { get; init; } = 100;

    /// <summary>Whether the paper is cut after each message; otherwise it is only fed.</summary>
    public bool Cut { get; init; } = true;

    /// <summary>Receipts of each message.</summary>
    public int Copies { get; init; } = 1;

    /// <summary>Whether the status light may shine.</summary>
    public bool Led { get; init; } = true;

    /// <summary>Length of a new roll; null: nobody knows.</summary>
    public double? PaperRollMm { get; init; }

    /// <summary>IANA name: the time on receipts, and of quiet hours that name no other.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <param name="timeZone">As <c>device.json</c> says; null: the machine's, or UTC when that has no IANA name.</param>
    public static OwnerSettings Defaults(string? timeZone) => new()
    {
        TimeZone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone ?? TimeZoneInfo.Local.Id)?.Id ?? "UTC",
    };
}
