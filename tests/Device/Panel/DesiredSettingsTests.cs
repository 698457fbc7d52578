using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device.Panel;

public sealed class DesiredSettingsTests
{
    [Fact]
    public async Task What_is_desired_is_in_force_at_once_and_reported_under_the_same_names()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Edit("""{"desired":{"paused":true,"quiet_hours":{"from":"22:00","to":"07:00"},"density":120,"cut":false,"copies":2,"led":false,"paper_roll_mm":50000,"time_zone":"Asia/Tokyo"}}""");

        await rig.UntilAsync(() => rig.Reported["copies"]?.GetValue<int>() == 2, "the report");
        var now = rig.InForce.Current;
        Assert.Equal((true, new QuietHours("22:00", "07:00"), 120, false, 2, false, 50_000, "Asia/Tokyo"), (now.Paused, now.QuietHours, now.Density, now.Cut, now.Copies, now.Led, now.PaperRollMm, now.TimeZone));
        Assert.All(rig.Wanted, pair => Assert.True(JsonNode.DeepEquals(pair.Value, rig.Reported[pair.Key]), pair.Key));
        Assert.False(rig.Reported.ContainsKey("refused"));
    }

    [Fact]
    public async Task A_bad_value_changes_nothing_is_reported_with_the_reason_and_keeps_no_other_setting_back()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"copies":3}}""");
        await rig.UntilAsync(() => rig.InForce.Current.Copies == 3, "copies");

        rig.Edit("""{"desired":{"copies":"many","colour":"red","led":false}}""");

        await rig.UntilAsync(() => rig.Reported["refused"] is not null, "the refusal");
        Assert.Equal("""{"colour":"There is no setting of this name.","copies":"It must be a whole number from 1 to 5."}""", rig.Reported["refused"]!.ToJsonString());
        Assert.Equal((3, false), (rig.InForce.Current.Copies, rig.InForce.Current.Led));
        Assert.Equal(3, rig.Reported["copies"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_refusal_that_is_mended_leaves_the_shadow_and_another_takes_nothing_of_it_over()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"copies":9,"density":1}}""");
        await rig.UntilAsync(() => rig.Reported["refused"] is JsonObject { Count: 2 }, "two refusals");

        rig.Edit("""{"desired":{"copies":2}}""");
        await rig.UntilAsync(() => rig.Reported["refused"] is JsonObject { Count: 1 }, "one refusal");
        rig.Edit("""{"desired":{"density":null}}""");

        await rig.UntilAsync(() => !rig.Reported.ContainsKey("refused"), "no refusal");
        Assert.Equal((2, 100), (rig.InForce.Current.Copies, rig.InForce.Current.Density));
    }

    [Fact]
    public async Task A_setting_that_is_removed_goes_back_to_its_default_and_leaves_the_shadow_when_it_has_none()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"paused":true,"time_zone":"Asia/Tokyo","quiet_hours":{"from":"22:00","to":"07:00","time_zone":"UTC"}}}""");
        await rig.UntilAsync(() => rig.Reported["quiet_hours"] is not null, "quiet hours");

        rig.Edit("""{"desired":null}""");

        await rig.UntilAsync(() => !rig.Reported.ContainsKey("quiet_hours"), "the defaults");
        Assert.Equal((false, "Europe/Berlin"), (rig.InForce.Current.Paused, rig.InForce.Current.TimeZone));
        Assert.Null(rig.InForce.Hold);
    }

    [Fact]
    public async Task A_change_of_one_part_of_the_quiet_hours_is_taken_together_with_the_others()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"quiet_hours":{"from":"22:00","to":"07:00","time_zone":"UTC"}}}""");
        await rig.UntilAsync(() => rig.InForce.Current.QuietHours is not null, "quiet hours");

        rig.Edit("""{"desired":{"quiet_hours":{"from":"21:00"}}}""");
        await rig.UntilAsync(() => rig.InForce.Current.QuietHours == new QuietHours("21:00", "07:00", "UTC"), "the new beginning");
        rig.Edit("""{"desired":{"quiet_hours":{"time_zone":null}}}""");

        await rig.UntilAsync(() => rig.Reported["quiet_hours"]?.ToJsonString() == """{"from":"21:00","to":"07:00"}""", "no zone");
        Assert.Equal(new QuietHours("21:00", "07:00"), rig.InForce.Current.QuietHours);
    }

    [Fact]
    public async Task Settings_hold_after_a_restart_without_network()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"paused":true,"copies":4}}""");
        await rig.UntilAsync(() => rig.InForce.Current.Copies == 4, "copies");
        rig.Edit("""{"desired":{"copies":"none"}}""");
        await rig.UntilAsync(() => rig.Reported["refused"] is not null, "the refusal");

        rig.Restart();

        Assert.Equal((true, 4, HoldReason.Paused), (rig.InForce.Current.Paused, rig.InForce.Current.Copies, rig.InForce.Hold));
    }

    [Fact]
    public async Task Density_is_judged_again_when_it_is_known_what_the_printer_can_do()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"density":120}}""");
        await rig.UntilAsync(() => rig.Reported["density"]?.GetValue<int>() == 120, "density");

        rig.State.Set(s => s with { Abilities = new PrinterAbilities(false, null, Evidence.Written, 576, true) });

        await rig.UntilAsync(() => rig.Reported["refused"]?["density"] is not null, "the refusal");
        Assert.Equal(100, rig.InForce.Current.Density);
    }

    [Fact]
    public async Task A_heap_of_nonsense_is_refused_in_a_few_bounded_lines()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Edit($$"""{"desired":{ {{string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"{new string((char)('a' + (i % 26)), 60)}{i}\":{{\"x\":[{i}]}}"))}},"copies":2} }""");

        await rig.UntilAsync(() => rig.InForce.Current.Copies == 2 && rig.Reported["refused"] is not null, "the refusals");
        var refused = rig.Reported["refused"]!.AsObject();
        Assert.InRange(refused.Count, 1, 8);
        Assert.All(refused, pair => Assert.InRange(pair.Key.Length, 1, 32));
    }

    [Fact]
    public async Task When_desired_leaves_little_room_the_reasons_go_first()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Edit($$"""{"desired":{"note":"{{new string('x', 7_000)}}","copies":7,"led":3,"cut":3,"paused":3,"density":1,"time_zone":3,"paper_roll_mm":3} }""");

        await rig.UntilAsync(() => rig.Reported["refused"] is not null, "the refusals");
        Assert.Equal("""{"\u2026":"8 settings are refused; the shadow has no room to say why."}""", rig.Reported["refused"]!.ToJsonString());
    }

    [Fact]
    public async Task What_a_pause_at_the_device_changes_is_reported_and_desired_so_that_both_agree()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Desired.TogglePause();

        Assert.Equal(HoldReason.Paused, rig.InForce.Hold);
        await rig.UntilAsync(() => rig.Wanted["paused"]?.GetValue<bool>() == true && rig.Reported["paused"]?.GetValue<bool>() == true, "both say paused");
        await rig.UntilAsync(() => rig.Desired.Pending is null, "nothing is owed");
        rig.Edit("""{"desired":{"paused":false}}""");
        await rig.UntilAsync(() => rig.InForce.Hold is null, "the owner resumes");
    }

    [Fact]
    public async Task A_pause_while_off_line_is_told_on_return_also_after_a_restart()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"paused":false}}""");
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        rig.Disconnect();
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        rig.Desired.TogglePause();
        rig.Restart();
        Assert.Equal(HoldReason.Paused, rig.InForce.Hold);
        rig.Connect();

        await rig.UntilAsync(() => rig.Wanted["paused"]?.GetValue<bool>() == true && rig.Reported["paused"]?.GetValue<bool>() == true, "both say paused");
        Assert.Equal(HoldReason.Paused, rig.InForce.Hold);
    }

    [Fact]
    public async Task Whoever_spoke_last_about_the_pause_wins_also_when_the_device_was_off_line()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Disconnect();
        rig.Desired.TogglePause();
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        rig.Edit("""{"desired":{"paused":false}}""");
        rig.Connect();

        await rig.UntilAsync(() => rig.InForce.Hold is null, "the owner's later word");
        Assert.Null(rig.Desired.Pending);
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        Assert.False(rig.Wanted["paused"]!.GetValue<bool>());
        Assert.False(rig.Reported["paused"]!.GetValue<bool>());
    }
}
