using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Pennant.Contract;
using Pennant.Device.EscPos;

namespace Pennant.Device.Settings;

/// <summary>What a desired value does to the settings.</summary>
/// <param name="Taken">The settings with it; null when it is refused.</param>
/// <param name="Refusal">Then, why: a sentence.</param>
internal sealed record Verdict(OwnerSettings? Taken, string? Refusal = null)
{
    public static Verdict No(string sentence) => new(null, sentence);
}

/// <summary>Checks the values that somebody desires, one setting at a time. Never throws, whatever the JSON.</summary>
internal static class SettingRules
{
    public const string Paused = "paused", QuietHours = "quiet_hours", Density = "density", Cut = "cut", Copies = "copies", Led = "led", PaperRollMm = "paper_roll_mm", TimeZone = "time_zone";

    private static readonly string[] PartsOfQuietHours = ["from", "to", "time_zone"];

    /// <param name="printer">Null while nobody knows what it can do; it is then trusted to.</param>
    public static Verdict Take(string name, JsonNode? value, OwnerSettings now, PrinterAbilities? printer) => name switch
    {
        Paused => Switch(value, on => new(now with { Paused = on })),
        Led => Switch(value, on => new(now with { Led = on })),
        Cut => Switch(value, on => on && printer?.HasCutter == false ? Verdict.No("This printer has no cutter.") : new(now with { Cut = on })),
        Copies => Number(value) is { } n && IsWhole(n, 1, 5) ? new(now with { Copies = (int)n }) : Verdict.No("It must be a whole number from 1 to 5."),
        Density => Darkness(value, now, printer),
        PaperRollMm => Number(value) is >= 1_000 and <= 200_000 and var mm ? new(now with { PaperRollMm = mm }) : Verdict.No("It must be a number from 1000 to 200000, in millimetres."),
        TimeZone => Text(value) is { } zone && IsZone(zone) ? new(now with { TimeZone = zone }) : Verdict.No("It must be an IANA time zone such as Europe/Berlin."),
        QuietHours => Quiet(value, now),
        _ => Verdict.No("There is no setting of this name."),
    };

    private static Verdict Switch(JsonNode? value, Func<bool, Verdict> take) => value?.GetValueKind() switch
    {
        JsonValueKind.True => take(true),
        JsonValueKind.False => take(false),
        _ => Verdict.No("It must be true or false."),
    };

    private static Verdict Darkness(JsonNode? value, OwnerSettings now, PrinterAbilities? printer)
    {
        if (Number(value) is not { } percent || !IsWhole(percent, DensityCommand.Lowest, DensityCommand.Highest) || percent % DensityCommand.Step != 0)
            return Verdict.No($"It must be a whole number from {DensityCommand.Lowest} to {DensityCommand.Highest} in steps of {DensityCommand.Step}.");
        if (percent != DensityCommand.Normal && printer is not null && !DensityCommand.IsUnderstoodBy(printer)) return Verdict.No("This printer's density cannot be set from here.");
        return new(now with { Density = (int)percent });
    }

    private static Verdict Quiet(JsonNode? value, OwnerSettings now)
    {
        if (value is not JsonObject hours || hours.Any(part => !PartsOfQuietHours.Contains(part.Key))) return Verdict.No("It must be an object of from, to and, if wanted, time_zone.");
        if (Text(hours["from"]) is not { } from || !IsTime(from)) return Verdict.No("Its from must be a time such as 22:00.");
        if (Text(hours["to"]) is not { } to || !IsTime(to)) return Verdict.No("Its to must be a time such as 07:00.");
        if (from == to) return Verdict.No("Its from and to must differ; to print nothing at all, use paused.");
        var zone = Text(hours["time_zone"]);
        if (hours.ContainsKey("time_zone") && (zone is null || !IsZone(zone))) return Verdict.No("Its time_zone must be an IANA time zone such as Europe/Berlin.");
        return new(now with { QuietHours = new QuietHours(from, to, zone) });
    }

    private static bool IsWhole(double number, int least, int most) => number >= least && number <= most && number == Math.Floor(number);

    private static bool IsTime(string text) => QuietTimes.Pattern.Parse(text).Success;

    private static bool IsZone(string name) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null;

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number && double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string? Text(JsonNode? value) => value is JsonValue text && text.TryGetValue<string>(out var s) ? s : null;
}
