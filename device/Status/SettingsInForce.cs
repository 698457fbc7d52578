using System.Globalization;
using Pennant.Contract;

namespace Pennant.Device.Status;

/// <summary>The settings that a shadow carries, as a person reads them.</summary>
internal static class SettingsInForce
{
    public static IEnumerable<(string Name, string Value)> Of(ReportedShadow shadow)
    {
        if (shadow.Paused is { } paused) yield return ("paused", paused ? "yes" : "no");
        if (shadow.QuietHours is { } quiet) yield return ("quiet hours", $"{quiet.From} to {quiet.To}{(quiet.TimeZone is { } zone ? $" ({zone})" : "")}");
        if (shadow.Density is { } density) yield return ("density", $"{density} %");
        if (shadow.Cut is { } cut) yield return ("cut", cut ? "after each message" : "no");
        if (shadow.Copies is { } copies) yield return ("copies", copies.ToString(CultureInfo.InvariantCulture));
        if (shadow.Led is { } led) yield return ("light", led ? "on" : "off");
        if (shadow.TimeZone is { } timeZone) yield return ("time zone", timeZone);
        foreach (var (name, reason) in shadow.Refused ?? new Dictionary<string, string>()) yield return ("refused", $"{name}: {reason}");
    }
}
