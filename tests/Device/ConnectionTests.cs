using System.Text.Json;
using Pennant.Contract;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

public sealed class ConnectionTests
{
    [Fact]
    public async Task What_became_true_off_line_is_told_in_order_when_the_broker_is_back()
    {
        await using var rig = await new DeviceRig(new FakePrinter { IsOutOfPaper = true }).StartAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        await rig.Broker.Acks.UntilAsync(all => all.Count(a => a.State == AckState.Held) == 2);
        await rig.Broker.StopAsync();
        rig.Printer.IsOutOfPaper = false;
        await rig.Printer.Paper.UntilAsync(all => all.Count == 2);

        await rig.Broker.StartAsync();

        await rig.Broker.Acks.UntilAsync(all => all.Count(a => a.State == AckState.Printed) == 2);
        Assert.Equal([A, B], rig.Broker.Acks.All.Where(a => a.State == AckState.Printed).Select(a => a.Id));
        Assert.Equal(14, (await rig.Broker.Subscribed.UntilAsync(all => all.Count >= 14)).Count);
    }

    [Fact]
    public async Task A_kept_session_is_not_subscribed_again()
    {
        await using var rig = await new DeviceRig().StartAsync();

        await rig.Broker.KickAsync(DeviceRig.Name);
        await rig.Broker.Connected.UntilAsync(all => all.Count == 2);

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);
        Assert.Equal(7, rig.Broker.Subscribed.All.Count);
    }

    [Fact]
    public async Task Jobs_that_waited_on_the_disk_are_printed_after_a_restart()
    {
        await using var rig = await new DeviceRig(new FakePrinter { IsOutOfPaper = true }).StartAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acknowledged.OneAsync(t => t == Topics.Jobs(DeviceRig.Name));
        await rig.StopDeviceAsync();
        rig.Printer.IsOutOfPaper = false;

        await rig.StartDeviceAsync();

        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed });
    }

    [Fact]
    public async Task A_broker_of_another_authority_is_refused()
    {
        await using var rig = new DeviceRig(brokerCertificates: new Certificates());

        await RefusesAsync(rig);
    }

    [Fact]
    public async Task A_broker_with_another_hosts_certificate_is_refused()
    {
        await using var rig = new DeviceRig(certificateHost: "elsewhere.example");

        await RefusesAsync(rig);
    }

    [Fact]
    public async Task The_shadow_tells_the_printer_and_its_hold_and_leaves_the_connection_to_the_cloud()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var idle = Reported(await rig.Broker.Shadow.OneAsync(s => Reported(s).TryGetProperty("printer", out _)));
        Assert.Equal("idle", idle.GetProperty("state").GetString());
        // A null takes back what was said while the printer was not reached yet.
        Assert.False(idle.TryGetProperty("hold", out var hold) && hold.ValueKind != JsonValueKind.Null);
        Assert.Equal("""{"model":"Fake 80","width_dots":384,"evidence":"confirmed","transport":"tcp","cutter":true}""", idle.GetProperty("printer").GetRawText());

        rig.Printer.IsOutOfPaper = true;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));

        var held = Reported(await rig.Broker.Shadow.OneAsync(s => Reported(s).GetProperty("state").GetString() == "held"));
        Assert.Equal(("paper_out", "out"), (held.GetProperty("hold").GetString(), held.GetProperty("paper").GetProperty("state").GetString()));
        Assert.All(rig.Broker.Shadow.All, s => Assert.False(Reported(s).TryGetProperty("connection", out _)));
    }

    private static async Task RefusesAsync(DeviceRig rig)
    {
        await rig.Broker.StartAsync();
        rig.Printer.Start();
        await rig.StartDeviceAsync(isExpected: false);

        await rig.Logs.OneAsync(line => line.Contains("no connection", StringComparison.Ordinal) && line.Contains("certificate", StringComparison.Ordinal));
        Assert.Empty(rig.Broker.Connected.All);
    }

    private static JsonElement Reported(string update) => JsonDocument.Parse(update).RootElement.GetProperty("state").GetProperty("reported");
}
