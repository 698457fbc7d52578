using System.Diagnostics;
using Pennant.Device.Status;
using Pennant.Local.Processes;
using Xunit;

namespace Pennant.Tests.Device.Service;

/// <summary>The program as systemd starts it, with systemd's end of the notify socket held by the test.</summary>
public sealed class AsAServiceTests
{
    [Fact]
    public async Task It_says_that_it_is_ready_that_it_lives_and_that_it_stops()
    {
        await using var rig = new DeviceRig();
        rig.Printer.Start();
        await using var systemd = new NotifySocket();
        var runtime = Directory.CreateTempSubdirectory("pennant-runtime-");
        using var process = Start(rig.Write(), systemd.Address, runtime.FullName);
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        await systemd.Said.OneAsync(s => s == "READY=1");
        await systemd.Said.UntilAsync(all => all.Count(s => s == "WATCHDOG=1") >= 3);
        await systemd.Said.OneAsync(s => s.StartsWith("STATUS=kitchen: ", StringComparison.Ordinal));
        await Journeys.Eventually.TrueAsync("the status is in the runtime folder", () => StatusFile.Read(runtime.FullName) is { } status && status.Pid == process.Id && StatusFile.IsRunning(status));
        Signals.Terminate(process.Id);
        await systemd.Said.OneAsync(s => s == "STOPPING=1");
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, string.Concat(await output));
        runtime.Delete(recursive: true);
    }

    [Fact]
    public async Task A_second_one_with_the_same_journal_does_not_start()
    {
        await using var rig = new DeviceRig();
        rig.Printer.Start();
        await using var systemd = new NotifySocket();
        var config = rig.Write();
        using var first = Start(config, systemd.Address, rig.Data);
        first.OutputDataReceived += (_, _) => { };
        first.BeginOutputReadLine();
        await systemd.Said.OneAsync(s => s == "READY=1");

        var second = await Cli.Terminal.RunAsync("run", "--config", config);

        Assert.Equal(1, second.ExitCode);
        Assert.StartsWith($"pennant-device: another pennant-device is running on {rig.Data}", second.Error, StringComparison.Ordinal);
        Signals.Terminate(first.Id);
        await first.WaitForExitAsync();
    }

    private static Process Start(string config, string notify, string runtime)
    {
        var start = new ProcessStartInfo(DeviceBinary.Path, ["run", "--config", config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NOTIFY_SOCKET"] = notify;
        start.Environment["WATCHDOG_USEC"] = "400000";
        start.Environment["RUNTIME_DIRECTORY"] = runtime;
        return Process.Start(start)!;
    }
}
