using System.Device.Gpio;
using Pennant.Device;
using Pennant.Device.Gpio;
using Pennant.Device.Settings;
using Xunit;
using static Pennant.Tests.Device.Panel.GpioRig;

namespace Pennant.Tests.Device.Panel;

public sealed class GpioTests
{
    private static readonly TimeSpan Tenth = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_short_press_is_one_press_however_the_contact_bounces()
    {
        await using var rig = await ReadyAsync(new GpioRig());

        await rig.MoveAsync(isDown: true, bounces: 9);
        await rig.MoveAsync(isDown: false, bounces: 12);

        await rig.UntilAsync(() => rig.Presses.All.Count > 0, PushButton.Settles, "the press");
        await rig.MoveAsync(isDown: true);
        await rig.MoveAsync(isDown: false);
        await rig.UntilAsync(() => rig.Presses.All.Count > 1, PushButton.Settles, "the second press");
        Assert.Equal(["short", "short"], rig.Presses.All);
    }

    [Fact]
    public async Task A_click_of_the_contact_without_a_press_is_none()
    {
        await using var rig = await ReadyAsync(new GpioRig());

        await rig.MoveAsync(isDown: false, bounces: 8);
        await rig.MoveAsync(isDown: true);
        await rig.MoveAsync(isDown: false);

        await rig.UntilAsync(() => rig.Presses.All.Count > 0, PushButton.Settles, "the press");
        Assert.Equal(["short"], rig.Presses.All);
    }

    [Fact]
    public async Task A_long_press_counts_when_it_is_long_enough_and_only_once()
    {
        await using var rig = await ReadyAsync(new GpioRig());
        var since = rig.Time.GetUtcNow();

        await rig.MoveAsync(isDown: true, bounces: 3);
        await rig.UntilAsync(() => rig.Presses.All.Count > 0, Tenth, "the long press");
        Assert.True(rig.Time.GetUtcNow() - since >= PushButton.Long);
        await rig.MoveAsync(isDown: false, bounces: 3);
        await rig.MoveAsync(isDown: true);
        await rig.MoveAsync(isDown: false);

        await rig.UntilAsync(() => rig.Presses.All.Count > 1, PushButton.Settles, "the press after it");
        Assert.Equal(["long", "short"], rig.Presses.All);
    }

    [Fact]
    public async Task A_board_that_announces_no_edges_is_looked_at_instead()
    {
        await using var rig = await new GpioRig(board: new VirtualGpio { IsDeaf = true }).StartAsync();
        await rig.UntilAsync(() => rig.Board.Reads > 0, TimeSpan.FromMilliseconds(25), "a look");

        rig.Board.Pull(Button, isHigh: false);

        await rig.UntilAsync(() => rig.Presses.All.Count > 0, TimeSpan.FromMilliseconds(25), "the long press");
        Assert.Equal(["long"], rig.Presses.All);
    }

    [Fact]
    public async Task The_light_follows_the_states_one_after_the_other()
    {
        await using var rig = await ReadyAsync(new GpioRig());
        await LightIsAsync(rig, true);

        rig.Light = LightState.Held;
        await WritesAsync(rig, 9); // off and on twice in each round
        rig.Light = LightState.Dark;
        await LightIsAsync(rig, false);
        rig.Light = LightState.Ready;
        await LightIsAsync(rig, true);

        var levels = rig.Board.Written.All.Where(w => w.Pin == Led).Select(w => w.IsHigh).ToArray();
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Fact]
    public async Task A_steady_light_is_written_once_and_a_dark_program_leaves_it_dark()
    {
        var rig = await ReadyAsync(new GpioRig());
        await LightIsAsync(rig, true);
        var writes = rig.Board.Written.All.Count;
        rig.Time.Advance(TimeSpan.FromMinutes(10));

        await rig.DisposeAsync();

        Assert.Equal([(Led, false)], rig.Board.Written.All.Skip(writes));
    }

    [Fact]
    public async Task A_light_between_the_supply_and_the_pin_and_a_button_to_the_supply_work_the_other_way_round()
    {
        await using var rig = await ReadyAsync(new GpioRig(new GpioFile(Led, Button, LedActiveLow: true, ButtonPullUp: false)));
        Assert.Equal(PinMode.InputPullDown, rig.Board.ModeOf(Button));
        await LightIsAsync(rig, false);

        rig.Light = LightState.Dark;
        await LightIsAsync(rig, true);
        await rig.MoveAsync(isDown: false); // the level rises
        await rig.UntilAsync(() => rig.Presses.All.Count > 0, Tenth, "the long press");

        Assert.Equal(["long"], rig.Presses.All);
    }

    [Fact]
    public async Task Pins_that_are_taken_are_told_once_and_had_when_they_are_free()
    {
        await using var rig = await new GpioRig(board: new VirtualGpio { IsBroken = true }).StartAsync();
        await rig.UntilAsync(() => rig.Problems.All.Count == 1, TimeSpan.Zero, "the problem");
        Assert.Contains(Problems.Gpio, rig.Problems.All.Keys);

        rig.Board.IsBroken = false;

        await rig.UntilAsync(() => rig.Problems.All.Count == 0 && rig.Board.IsListenedTo(Button), TimeSpan.FromSeconds(1), "the pins");
    }

    [Fact]
    public async Task Pins_that_fail_later_are_told_and_opened_again()
    {
        await using var rig = await ReadyAsync(new GpioRig());
        rig.Board.IsBroken = true;

        rig.Light = LightState.Printing;
        await rig.UntilAsync(() => rig.Problems.All.Count == 1, Tenth, "the problem");
        rig.Board.IsBroken = false;

        await rig.UntilAsync(() => rig.Problems.All.Count == 0, TimeSpan.FromSeconds(1), "the pins");
        await LightIsAsync(rig, true);
    }

    [Fact]
    public async Task The_second_way_to_the_pins_is_taken_when_the_first_fails()
    {
        await using var rig = await ReadyAsync(new GpioRig(first: () => throw new InvalidOperationException("Could not reconfigure lines")));

        Assert.Empty(rig.Problems.All);
        Assert.True(rig.Board.IsListenedTo(Button));
    }

    private static async Task<GpioRig> ReadyAsync(GpioRig rig)
    {
        await rig.StartAsync();
        await rig.UntilAsync(() => rig.Board.IsListenedTo(Button), TimeSpan.Zero, "the pins");
        return rig;
    }

    private static Task LightIsAsync(GpioRig rig, bool isHigh) => rig.UntilAsync(() => rig.Board.IsHigh(Led) == isHigh, Tenth, $"the light {isHigh}");

    private static async Task WritesAsync(GpioRig rig, int more)
    {
        var before = rig.Board.Written.All.Count;
        await rig.UntilAsync(() => rig.Board.Written.All.Count >= before + more, Tenth, $"{more} changes");
    }
}
