using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Device.EscPos;
using Pennant.Device.Gpio;
using Pennant.Device.Printing;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Panel;

public sealed class LightPatternTests
{
    private static readonly PrinterNow Idle = new(null, false, new PrinterStatus(null, "ok"), null);
    private static readonly OwnerSettings Usual = new();

    [Theory]
    [InlineData("Dark", "____________________________________________________________________________________")]
    [InlineData("Ready", "####################################################################################")]
    [InlineData("Printing", "#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_#_")]
    [InlineData("Paused", "##################__##################__####")]
    [InlineData("Offline", "##########__________##########__________####")]
    [InlineData("QuietHours", "#_______________________________________#___")]
    public void Each_state_has_its_pattern_a_character_a_tenth_of_a_second(string state, string pattern)
    {
        Assert.Equal(pattern, Drawn(state, pattern.Length, TimeSpan.FromMilliseconds(100)));
    }

    [Theory]
    [InlineData("Held", 2)]
    [InlineData("Fault", 3)]
    [InlineData("Refused", 4)]
    public void What_somebody_must_see_to_is_counted_out(string state, int blinks)
    {
        var once = string.Concat(Enumerable.Repeat("#_", blinks)) + "______";

        Assert.Equal(once + once, Drawn(state, 2 * once.Length, TimeSpan.FromMilliseconds(150)));
    }

    [Fact]
    public void No_two_states_look_alike()
    {
        var looks = Enum.GetNames<LightState>().Select(state => Drawn(state, 200, TimeSpan.FromMilliseconds(50)));

        Assert.Distinct(looks);
    }

    [Fact]
    public void The_light_stays_exactly_as_long_as_is_said()
    {
        foreach (var state in Enum.GetValues<LightState>())
        {
            var at = TimeSpan.Zero;
            for (var i = 0; i < 20 && LightPattern.Lasts(state, at) is { } lasts; at += lasts, i++)
            {
                Assert.Equal(LightPattern.IsOn(state, at), LightPattern.IsOn(state, at + lasts - TimeSpan.FromTicks(1)));
                Assert.NotEqual(LightPattern.IsOn(state, at), LightPattern.IsOn(state, at + lasts));
            }
        }
    }

    [Theory]
    [InlineData(null, false, false, LinkCode.Online, "Ready")]
    [InlineData(null, true, false, LinkCode.Online, "Printing")]
    [InlineData(null, true, true, LinkCode.OfflineNetwork, "Printing")]
    [InlineData(HoldReason.PaperOut, true, false, LinkCode.Online, "Held")]
    [InlineData(HoldReason.CoverOpen, false, true, LinkCode.OfflineDns, "Held")]
    [InlineData(HoldReason.PrinterUnreachable, false, false, LinkCode.Online, "Fault")]
    [InlineData(HoldReason.PrinterError, false, false, LinkCode.Online, "Fault")]
    [InlineData(HoldReason.DiskFull, false, false, LinkCode.Online, "Fault")]
    [InlineData(HoldReason.Paused, false, true, LinkCode.Online, "Paused")]
    [InlineData(null, false, true, LinkCode.OfflineNetwork, "Paused")]
    [InlineData(HoldReason.QuietHours, false, false, LinkCode.Online, "QuietHours")]
    [InlineData(HoldReason.QuietHours, false, false, LinkCode.OfflineNetwork, "Offline")]
    [InlineData(null, false, false, LinkCode.Connecting, "Offline")]
    [InlineData(null, false, false, LinkCode.ClockWrong, "Offline")]
    [InlineData(null, false, false, LinkCode.CertificateRefused, "Refused")]
    [InlineData(null, false, false, LinkCode.TlsCertificateExpired, "Refused")]
    [InlineData(null, false, false, LinkCode.PolicyDenied, "Refused")]
    [InlineData(null, false, false, LinkCode.TakenOver, "Refused")]
    public void The_most_urgent_of_what_is_true_is_shown(string? hold, bool isPrinting, bool isPaused, string link, string expected)
    {
        var state = LightPattern.StateOf(Idle with { Hold = hold, IsPrinting = isPrinting }, Usual with { Paused = isPaused }, new LinkState(link, default));

        Assert.Equal(expected, state.ToString());
    }

    [Fact]
    public void With_led_off_it_is_dark_whatever_happens()
    {
        foreach (var code in LinkCode.All)
            Assert.Equal(LightState.Dark, LightPattern.StateOf(Idle with { Hold = HoldReason.PaperOut }, Usual with { Led = false }, new LinkState(code, default)));
    }

    private static string Drawn(string state, int length, TimeSpan step)
    {
        var (time, pattern) = (new FakeTimeProvider(), "");
        var since = time.GetTimestamp();
        for (var i = 0; i < length; i++, time.Advance(step)) pattern += LightPattern.IsOn(Enum.Parse<LightState>(state), time.GetElapsedTime(since)) ? '#' : '_';
        return pattern;
    }
}
