using System.Text.Json;
using Pennant.Contract;
using Pennant.Device.Status;
using Pennant.Tests.Journeys;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device.Cli;

public sealed class StatusTests
{
    [Fact]
    public async Task The_running_device_tells_what_it_does()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);
        await ToldAsync(rig, s => s.Reported.LastPrinted?.Id == A && s.IsConnected);

        var run = await Terminal.RunAsync("status", "--config", rig.Write());

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("kitchen  idle", run.Output, StringComparison.Ordinal);
        Assert.Contains($"connected to localhost:{rig.Broker.Port}", run.Output, StringComparison.Ordinal);
        Assert.Contains(A, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Output);
    }

    [Fact]
    public async Task As_JSON_it_is_the_status_file()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await ToldAsync(rig, s => s.IsConnected && s.Reported.Printer is not null);

        var run = await Terminal.RunAsync("status", "--config", rig.Write(), "--json");

        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(("kitchen", Environment.ProcessId), (json.RootElement.GetProperty("name").GetString(), json.RootElement.GetProperty("pid").GetInt32()));
        Assert.Equal("confirmed", json.RootElement.GetProperty("reported").GetProperty("printer").GetProperty("evidence").GetString());
    }

    [Fact]
    public async Task Why_nothing_is_printed_is_the_first_thing_it_says()
    {
        await using var rig = await new DeviceRig().StartAsync();
        rig.Printer.IsOutOfPaper = true;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await ToldAsync(rig, s => s.Reported.Hold == HoldReason.PaperOut && s.Reported.Queue == 1);

        var run = await Terminal.RunAsync("status", "--config", rig.Write());

        Assert.Contains("kitchen  holds: paper out", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 message", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_is_gone_is_not_taken_for_a_running_one()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await ToldAsync(rig, s => s.IsConnected);
        var told = StatusFile.Read(rig.Data)!;
        await rig.StopDeviceAsync();
        StatusFile.Write(rig.Data, told with { Mark = "an earlier boot:1" });

        var run = await Terminal.RunAsync("status", "--config", rig.Write(), "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("\"running\": false", run.Output, StringComparison.Ordinal);
        Assert.Contains("not running; it last said something at", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_device_ever_ran_it_says_how_to_start_one()
    {
        var run = await Terminal.RunAsync("status", "--data", "/nonexistent");

        Assert.Equal((3, ""), (run.ExitCode, run.Output));
        Assert.Contains("sudo systemctl start pennant-device", run.Error, StringComparison.Ordinal);
    }

    private static Task ToldAsync(DeviceRig rig, Func<DeviceStatus, bool> isIt) =>
        Eventually.TrueAsync("the status tells it", () => StatusFile.Read(rig.Data) is { } status && isIt(status));
}
