using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Device;
using Pennant.Device.Shadow;
using Xunit;

namespace Pennant.Tests.Device.Panel;

/// <summary>The shadow and the device stay alike, whatever happens between them.</summary>
public sealed class ShadowSyncTests
{
    [Fact]
    public async Task A_new_printer_makes_its_shadow_and_asks_first_what_is_desired()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        Assert.Equal(["get", "update"], rig.Sent.All.Select(s => s.Verb).Take(2));
        Assert.Equal("1.2.3", rig.Reported["agent"]!.GetValue<string>());
        Assert.Equal("""{"model":"Fake 80","width_dots":576,"evidence":"confirmed","transport":"tcp","cutter":true}""", rig.Reported["printer"]!.ToJsonString());
        Assert.Equal("""{"state":"ok","used_mm":0}""", rig.Reported["paper"]!.ToJsonString());
        Assert.Equal(("idle", 0, false, 100, true, 1, true, "Europe/Berlin"), (
            rig.Reported["state"]!.GetValue<string>(), rig.Reported["queue"]!.GetValue<int>(), rig.Reported["paused"]!.GetValue<bool>(), rig.Reported["density"]!.GetValue<int>(),
            rig.Reported["cut"]!.GetValue<bool>(), rig.Reported["copies"]!.GetValue<int>(), rig.Reported["led"]!.GetValue<bool>(), rig.Reported["time_zone"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Nothing_is_said_again_when_a_connection_returns_and_nothing_has_changed()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        var updates = rig.Sent.All.Count(s => s.Verb == "update");

        rig.Disconnect();
        rig.Connect();
        await rig.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(updates, rig.Sent.All.Count(s => s.Verb == "update"));
        Assert.Equal(2, rig.Sent.All.Count(s => s.Verb == "get"));
    }

    [Fact]
    public async Task Any_number_of_changes_is_told_at_most_once_a_second_and_the_last_one_is_told()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        for (var i = 0; i < 100; i++)
        {
            rig.State.Set(s => s with { IsPrinting = i % 2 == 0 });
            await rig.PassAsync(TimeSpan.FromMilliseconds(100));
        }
        rig.State.Set(s => s with { Hold = HoldReason.PaperOut });

        await rig.UntilAsync(() => rig.Reported["hold"]?.GetValue<string>() == "paper_out", "the hold");
        var times = rig.Sent.All.Where(s => s.Verb == "update").Select(s => s.At).ToArray();
        Assert.InRange(times.Length, 5, 13);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_hold_is_told_within_two_seconds_and_leaves_the_shadow_when_it_ends()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.State.Set(s => s with { IsPrinting = true });
        await rig.UntilAsync(() => rig.Reported["state"]!.GetValue<string>() == "printing", "printing");
        var since = rig.Time.GetUtcNow();

        rig.State.Set(s => s with { IsPrinting = false, Hold = HoldReason.CoverOpen });

        await rig.UntilAsync(() => rig.Reported["hold"] is not null, "the hold");
        var told = rig.Sent.All.First(s => s.Body["state"]?["reported"]?["hold"] is not null).At;
        Assert.InRange(told - since, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        rig.State.Set(s => s with { Hold = null });
        await rig.UntilAsync(() => !rig.Reported.ContainsKey("hold"), "no hold");
    }

    [Fact]
    public async Task A_late_notice_of_an_earlier_wish_cannot_bring_it_back()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"copies":2}}""");
        rig.Edit("""{"desired":{"copies":3}}""");
        await rig.UntilAsync(() => rig.Reported["copies"]!.GetValue<int>() == 3, "three copies");
        var heard = new List<int>();
        rig.InForce.Changed += () => heard.Add(rig.InForce.Current.Copies);

        rig.Bring(ShadowTopic.Delta, """{"version":2,"state":{"copies":2}}""");
        rig.Bring(ShadowTopic.UpdateAccepted, """{"version":2,"state":{"desired":{"copies":2}}}""");
        rig.Bring(ShadowTopic.GetAccepted, """{"version":2,"state":{"desired":{"copies":2}},"clientToken":"of an earlier connection"}""");

        await rig.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Empty(heard);
        Assert.Equal(3, rig.InForce.Current.Copies);
    }

    [Fact]
    public async Task A_wish_whose_notices_are_all_lost_is_found_at_the_next_look()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Loses = topic => topic.Contains("/update", StringComparison.Ordinal);
        rig.Edit("""{"desired":{"copies":2}}""");
        rig.Loses = _ => false;

        await rig.PassAsync(ShadowReporter.Verifies);

        await rig.UntilAsync(() => rig.InForce.Current.Copies == 2, "two copies");
    }

    [Fact]
    public async Task A_shadow_that_was_deleted_under_the_device_is_reported_anew_as_a_whole()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"copies":2}}""");
        await rig.UntilAsync(() => rig.Reported["copies"]!.GetValue<int>() == 2, "two copies");

        rig.Delete();
        rig.Edit("""{"desired":{"led":false}}""");

        await rig.UntilAsync(() => rig.Reported["led"]?.GetValue<bool>() == false, "the new shadow");
        Assert.Equal((1, "1.2.3"), (rig.Reported["copies"]!.GetValue<int>(), rig.Reported["agent"]!.GetValue<string>()));
        Assert.Equal(1, rig.InForce.Current.Copies);
    }

    [Fact]
    public async Task A_deleted_shadow_that_nobody_touches_again_comes_back_by_itself()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Delete();
        await rig.PassAsync(ShadowReporter.Verifies);

        await rig.UntilAsync(() => rig.Reported["agent"] is not null, "the new shadow");
    }

    [Fact]
    public async Task What_another_writes_about_the_device_is_put_right_and_what_is_Presences_is_left_alone()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"reported":{"connection":{"state":"online","at":1,"version":1},"hold":"on_fire","printer":{"colour":"red"},"custom":1}}""");

        await rig.UntilAsync(() => !rig.Reported.ContainsKey("hold") && rig.Reported["printer"]?["colour"] is null, "the truth");

        Assert.Equal("online", rig.Reported["connection"]!["state"]!.GetValue<string>());
        Assert.Equal(1, rig.Reported["custom"]!.GetValue<int>());
        Assert.DoesNotContain(rig.Sent.All, s => s.Body["state"]?["reported"] is JsonObject own && own.ContainsKey("connection"));
    }

    [Fact]
    public async Task Presence_coming_and_going_costs_no_answer()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        var sent = rig.Sent.All.Count;

        for (var i = 0; i < 20; i++) rig.Edit($$"""{"reported":{"connection":{"version":{{i}},"state":"online","at":1} } }""");
        await rig.PassAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(sent, rig.Sent.All.Count);
    }

    [Theory]
    [InlineData("update", 409)]
    [InlineData("update", 429)]
    [InlineData("update", 413)]
    [InlineData("update", 400)]
    [InlineData("update", 500)]
    [InlineData("update", null)]
    [InlineData("get", 429)]
    [InlineData("get", null)]
    public async Task What_is_refused_or_lost_is_tried_again_more_slowly_each_time_until_it_succeeds(string verb, int? code)
    {
        using var rig = await new ShadowRig().ReportedAsync();
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        var before = rig.Sent.All.Count(s => s.Verb == verb);
        for (var i = 0; i < 6; i++) rig.RefuseNext(verb, code);

        rig.Edit("""{"desired":{"copies":2}}""");

        await rig.UntilAsync(() => rig.Reported["copies"]!.GetValue<int>() == 2, "two copies");
        var times = rig.Sent.All.Where(s => s.Verb == verb).Skip(before).Select(s => s.At).ToArray();
        Assert.Equal(7, times.Length);
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(0.5)));
        Assert.True(times[^1] - times[^2] >= TimeSpan.FromSeconds(8), $"{times[^1] - times[^2]}");
    }

    [Fact]
    public async Task A_refused_setting_does_not_keep_the_two_talking()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"copies":"many"}}""");
        await rig.UntilAsync(() => rig.Reported["refused"] is not null, "the refusal");
        await rig.PassAsync(TimeSpan.FromSeconds(5));
        var sent = rig.Sent.All.Count;

        rig.State.Set(s => s with { Hold = HoldReason.PaperOut });
        await rig.UntilAsync(() => rig.Reported["hold"] is not null, "the hold");
        await rig.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(sent + 1, rig.Sent.All.Count);
    }

    [Fact]
    public async Task Problems_of_the_device_are_told_and_leave_the_shadow_when_they_are_over()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        rig.Problems.Set(Problems.Gpio, new string('x', 500));
        rig.Problems.Set(Problems.Journal, "The last page was damaged.");
        await rig.UntilAsync(() => rig.Reported["problems"] is JsonObject { Count: 2 }, "two problems");
        Assert.Equal(200, rig.Reported["problems"]!["gpio"]!.GetValue<string>().Length);

        rig.Problems.Set(Problems.Gpio, null);
        await rig.UntilAsync(() => rig.Reported["problems"] is JsonObject { Count: 1 }, "one problem");
        rig.Problems.Set(Problems.Journal, null);
        await rig.UntilAsync(() => !rig.Reported.ContainsKey("problems"), "no problem");
    }

    [Fact]
    public async Task Nothing_that_arrives_can_stop_it()
    {
        using var rig = await new ShadowRig().ReportedAsync();

        foreach (var topic in Enum.GetValues<ShadowTopic>())
            foreach (var body in new[] { "", "[]", "{", "null", "{\"state\":7}", "{\"state\":{\"desired\":[]}}", "{\"a\":1,\"a\":2}", "{\"clientToken\":7,\"version\":\"x\",\"code\":[]}", new string('[', 2000) })
                rig.Bring(topic, body);
        rig.Edit("""{"desired":{"copies":2}}""");

        await rig.UntilAsync(() => rig.Reported["copies"]!.GetValue<int>() == 2, "two copies");
    }
}
