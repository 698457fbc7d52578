using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Device.Printing;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;
using Pennant.Tests.Iot;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device.Panel;

/// <summary>The shadow as its owner meets it: any client edits it, the running device obeys and answers.</summary>
public sealed class OnTheLocalBrokerTests
{
    [Fact]
    public async Task An_owner_pauses_over_https_the_jobs_say_so_and_come_out_in_order_afterwards()
    {
        await using var rig = await new PanelRig().StartAsync();

        await rig.EditAsync("""{"paused":true}""");
        await rig.ReportsAsync(r => Is(r["hold"], "paused") && Is(r["paused"], true) && Is(r["state"], "held"), "paused");
        await rig.SendAsync(DeviceRig.Job(A, "first", age: TimeSpan.FromSeconds(5)));
        await rig.SendAsync(DeviceRig.Job(B, "second"));
        await Eventually.TrueAsync(() => new[] { A, B }.All(id => rig.Acks.Any(a => a.Id == id && a is { State: AckState.Held, Code: HoldReason.Paused })), "both held");
        await rig.ReportsAsync(r => Is(r["queue"], 2), "a queue of two");
        Assert.Empty(rig.Printer.Paper.All);
        await rig.EditAsync("""{"paused":false}""");

        await Eventually.TrueAsync(() => rig.Acks.Count(a => a.State == AckState.Printed) == 2, "both printed");
        Assert.Equal([A, B], rig.Acks.Where(a => a.State == AckState.Printed).Select(a => a.Id));
        await rig.ReportsAsync(r => Is(r["state"], "idle") && Is(r["queue"], 0) && Is(r["last_printed"]?["id"], B) && !r.ContainsKey("hold"), "idle");
    }

    [Fact]
    public async Task Every_setting_is_applied_live_and_a_bad_one_is_refused_with_its_reason()
    {
        await using var rig = await new PanelRig().StartAsync();

        await rig.EditAsync("""{"copies":2,"cut":false,"density":120,"paper_roll_mm":50000,"time_zone":"Asia/Tokyo","led":"no","colour":"red"}""");
        var reported = await rig.ReportsAsync(r => r["refused"] is not null && Is(r["copies"], 2), "applied");
        Assert.Equal("""{"colour":"There is no setting of this name.","led":"It must be true or false."}""", reported["refused"]!.ToJsonString());
        Assert.Equal("""["Asia/Tokyo",false,120,true,50000]""", new JsonArray([.. new[] { "time_zone", "cut", "density", "led", "paper_roll_mm" }.Select(name => reported[name]!.DeepClone())]).ToJsonString());
        await rig.SendAsync(DeviceRig.Job(A));

        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Printed), "printed");
        Assert.DoesNotContain("1D56", rig.Printer.Obeyed.All);
        Assert.Equal(2, rig.Printer.Obeyed.All.Count(c => c == "1B4A")); // fed out twice, cut never
        await rig.ReportsAsync(r => r["paper"]!["left_mm"]!.GetValue<double>() < 50_000, "less paper");
    }

    [Fact]
    public async Task Another_mqtt_client_may_edit_a_part_of_a_setting()
    {
        await using var rig = await new PanelRig().StartAsync();
        var owner = await rig.Iot.ProvisionAsync("console", TestTemplate.OpenPolicy);
        await using var console = await owner.ConnectAsync();
        const string Update = $"$aws/things/{PanelRig.Name}/shadow/update";

        await console.PublishAsync(Update, """{"state":{"desired":{"quiet_hours":{"from":"00:00","to":"23:59"}}}}""");
        await rig.ReportsAsync(r => Is(r["quiet_hours"]?["to"], "23:59"), "quiet hours");
        await console.PublishAsync(Update, """{"state":{"desired":{"quiet_hours":{"to":"06:30","time_zone":"Asia/Tokyo"}}}}""");
        await rig.ReportsAsync(r => r["quiet_hours"]?.ToJsonString() == """{"from":"00:00","to":"06:30","time_zone":"Asia/Tokyo"}""", "the other end");
        await console.PublishAsync(Update, """{"state":{"desired":{"quiet_hours":null}}}""");

        await rig.ReportsAsync(r => !r.ContainsKey("quiet_hours"), "no quiet hours");
    }

    [Fact]
    public async Task Quiet_hours_hold_the_jobs_and_let_them_go_when_they_are_over()
    {
        await using var rig = await new PanelRig().StartAsync();
        var now = TimeProvider.System.GetUtcNow();
        var quiet = $$"""{"from":"{{now.AddHours(-1):HH:mm}}","to":"{{now.AddHours(1):HH:mm}}","time_zone":"UTC"}""";

        await rig.EditAsync($$"""{"quiet_hours":{{quiet}} }""");
        await rig.ReportsAsync(r => Is(r["hold"], "quiet_hours"), "quiet");
        await rig.SendAsync(DeviceRig.Job(A));
        await Eventually.TrueAsync(() => rig.Acks.Any(a => a is { State: AckState.Held, Code: HoldReason.QuietHours }), "held");
        await rig.EditAsync("""{"quiet_hours":{"time_zone":"Pacific/Apia"}}"""); // half the world away it is day

        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Printed), "printed");
    }

    [Fact]
    public async Task A_long_press_pauses_without_a_connection_and_the_shadow_learns_of_it()
    {
        await using var rig = await new PanelRig().StartAsync();
        await Eventually.TrueAsync(() => rig.Board.IsListenedTo(GpioRig.Button), "the button");

        await rig.RestartBrokerAsync(async () =>
        {
            rig.Board.Pull(GpioRig.Button, isHigh: false);
            await Eventually.TrueAsync(() => rig.Part<InForce>().Hold == HoldReason.Paused, "paused");
            rig.Board.Pull(GpioRig.Button, isHigh: true);
        });

        await rig.StateBecomesAsync("desired", d => Is(d["paused"], true), "paused");
        await rig.ReportsAsync(r => Is(r["paused"], true) && Is(r["hold"], "paused"), "paused");
        await rig.EditAsync("""{"paused":false}""");
        await rig.ReportsAsync(r => Is(r["paused"], false) && !r.ContainsKey("hold"), "resumed by the owner");
    }

    [Fact]
    public async Task A_pause_outlives_the_program_and_the_network_and_nothing_is_printed_before_its_end()
    {
        await using var rig = await new PanelRig().StartAsync();
        await rig.EditAsync("""{"paused":true}""");
        await rig.ReportsAsync(r => Is(r["hold"], "paused"), "paused");
        await rig.SendAsync(DeviceRig.Job(A));
        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Held), "held");
        await rig.StopDeviceAsync();

        await rig.RestartBrokerAsync(async () =>
        {
            await rig.StartDeviceAsync();
            await rig.Printer.AskedAgainAsync(40); // ten times each kind: the printer is ready and nothing is fed to it
            Assert.Equal(HoldReason.Paused, rig.Part<DeviceState>().Now.Hold);
        });

        Assert.Empty(rig.Printer.Paper.All);
        await rig.EditAsync("""{"paused":null}""");
        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Printed), "printed");
    }

    [Fact]
    public async Task A_short_press_brings_the_last_message_out_again_and_no_ack()
    {
        await using var rig = await new PanelRig().StartAsync();
        await Eventually.TrueAsync(() => rig.Board.IsListenedTo(GpioRig.Button), "the button");
        await rig.SendAsync(DeviceRig.Job(A));
        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Printed), "printed");
        var acks = rig.Acks.Count;

        for (var isCopied = false; !isCopied;)
        {
            var reads = rig.Board.Reads;
            rig.Board.Pull(GpioRig.Button, isHigh: false);
            await Eventually.TrueAsync(() => rig.Board.Reads > reads, "a look at the button");
            rig.Board.Pull(GpioRig.Button, isHigh: true);
            await Eventually.TrueAsync(() => rig.Printer.Paper.All.Count > 1 || rig.Part<InForce>().Current.Paused, "a copy");
            isCopied = rig.Printer.Paper.All.Count > 1;
            if (!isCopied) rig.Part<Desired>().TogglePause(); // this machine was so slow that the press became a long one
        }

        await rig.Logs.OneAsync(line => line.StartsWith($"Information: copy of {A}: Confirmed", StringComparison.Ordinal));
        Assert.Equal(acks, rig.Acks.Count);
    }

    [Fact]
    public async Task A_machine_without_pins_says_so_and_prints()
    {
        await using var rig = await new PanelRig { HasBoard = false }.StartAsync();

        await rig.ReportsAsync(r => r["problems"]?["gpio"] is not null, "no pins");
        await rig.SendAsync(DeviceRig.Job(A));

        await Eventually.TrueAsync(() => rig.Acks.Any(a => a.State == AckState.Printed), "printed");
    }

    private static bool Is(JsonNode? node, JsonNode value) => JsonNode.DeepEquals(JsonNode.Parse(node?.ToJsonString() ?? "null"), JsonNode.Parse(value.ToJsonString()));
}
