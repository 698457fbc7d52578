using Microsoft.Extensions.Time.Testing;
using NodaTime;
using NodaTime.Text;
using Pennant.Contract;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Panel;

public sealed class QuietTimesTests
{
    [Theory]
    [InlineData("22:00", "07:00", "2026-11-23T20:59:59Z", false)] // 21:59:59 in Berlin
    [InlineData("22:00", "07:00", "2026-11-23T21:00:00Z", true)]
    [InlineData("22:00", "07:00", "2026-11-24T05:59:59Z", true)]
    [InlineData("22:00", "07:00", "2026-11-24T06:00:00Z", false)]
    [InlineData("12:00", "13:30", "2026-07-01T10:00:00Z", true)] // in summer two hours ahead
    [InlineData("12:00", "13:30", "2026-07-01T11:30:00Z", false)]
    // The night of 25 October 2026: 03:00 becomes 02:00, and 02:30 comes twice.
    [InlineData("22:00", "02:30", "2026-10-25T00:29:59Z", true)]
    [InlineData("22:00", "02:30", "2026-10-25T00:30:00Z", false)]
    [InlineData("22:00", "02:30", "2026-10-25T01:15:00Z", false)] // 02:15 for the second time
    [InlineData("02:30", "07:00", "2026-10-25T00:30:00Z", true)]
    // The night of 29 March 2026: 02:00 becomes 03:00, and 02:30 never comes.
    [InlineData("22:00", "02:30", "2026-03-29T01:29:59Z", true)]
    [InlineData("22:00", "02:30", "2026-03-29T01:30:00Z", false)]
    [InlineData("02:30", "03:15", "2026-03-29T01:20:00Z", false)]
    public void Quiet_hours_go_by_the_clock_on_the_wall(string from, string to, string at, bool isQuiet)
    {
        var times = QuietTimes.Of(new QuietHours(from, to), "Europe/Berlin");

        Assert.Equal(isQuiet, times.Holds(At(at)));
    }

    [Fact]
    public void Quiet_hours_may_name_another_time_zone_than_the_printers()
    {
        var times = QuietTimes.Of(new QuietHours("22:00", "07:00", "America/New_York"), "Europe/Berlin");

        Assert.False(times.Holds(At("2026-11-23T22:00:00Z")));
        Assert.True(times.Holds(At("2026-11-24T03:00:00Z")));
    }

    [Fact]
    public void Each_change_is_announced_when_it_is_due_also_through_a_year_of_changing_clocks()
    {
        var times = QuietTimes.Of(new QuietHours("22:00", "07:00"), "Europe/Berlin");
        var (now, end) = (At("2026-01-01T00:00:00Z"), At("2027-01-01T00:00:00Z"));
        var changes = 0;

        while (times.NextChange(now) is var next && next < end)
        {
            Assert.NotEqual(times.Holds(next - Duration.Epsilon), times.Holds(next));
            (now, changes) = (next, changes + 1);
        }

        Assert.Equal(2 * 365, changes);
    }

    [Fact]
    public void Whoever_listens_hears_when_quiet_hours_begin_and_end_and_when_the_owner_pauses()
    {
        var time = new FakeTimeProvider(At("2026-11-23T20:59:00Z").ToDateTimeOffset());
        using var inForce = new InForce(new OwnerSettings { QuietHours = new QuietHours("22:00", "07:00"), TimeZone = "Europe/Berlin" }, time);
        List<string?> heard = [];
        inForce.Changed += () => heard.Add(inForce.Hold);

        time.Advance(TimeSpan.FromMinutes(2));
        inForce.Set(inForce.Current with { Paused = true });
        inForce.Set(inForce.Current with { Paused = false });
        time.Advance(TimeSpan.FromHours(10));

        Assert.Equal([HoldReason.QuietHours, HoldReason.Paused, HoldReason.QuietHours, null], heard);
    }

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;
}
