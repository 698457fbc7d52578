using NodaTime;
using NodaTime.Text;
using Pennant.Contract;

namespace Pennant.Device.Settings;

/// <summary>Quiet hours as stretches of real time: they begin and end once a day, also on the days on which the clock is put forward or back.</summary>
/// <remarks>An hour that the clock skips is moved forward by the skip; one that comes twice is taken the first time.</remarks>
internal sealed class QuietTimes(LocalTime from, LocalTime to, DateTimeZone zone)
{
    public static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <param name="hours">Checked before.</param>
    /// <param name="timeZone">The printer's own.</param>
    public static QuietTimes Of(QuietHours hours, string timeZone) =>
        new(Pattern.Parse(hours.From).Value, Pattern.Parse(hours.To).Value, DateTimeZoneProviders.Tzdb[hours.TimeZone ?? timeZone]);

    public bool Holds(Instant now) => Around(now).Any(night => night.Contains(now));

    /// <summary>When they begin or end next.</summary>
    public Instant NextChange(Instant now) => Around(now).SelectMany(night => new[] { night.Start, night.End }).Where(at => at > now).Min();

    private IEnumerable<Interval> Around(Instant now)
    {
        var today = now.InZone(zone).Date;
        return Enumerable.Range(-2, 5).Select(days => Night(today.PlusDays(days)));
    }

    private Interval Night(LocalDate date)
    {
        var (start, end) = (zone.AtLeniently(date + from).ToInstant(), zone.AtLeniently((from < to ? date : date.PlusDays(1)) + to).ToInstant());
        return new Interval(start, end < start ? start : end);
    }
}
