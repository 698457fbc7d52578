using System.Diagnostics;
using Pennant.Contract;
using Pennant.Tests.Device.Crashes;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Device.Disks;

/// <summary>F-40 on real file systems: the device goes on, says what is wrong, takes nothing that it cannot keep, and recovers by itself.</summary>
public sealed class RealDiskTests
{
    private const string NotTaken = "could not be journalled and is not acknowledged";

    [Fact]
    public async Task A_disk_that_fills_up_takes_no_job_and_the_job_comes_again_when_there_is_room()
    {
        await using var rig = await CrashRig.StartAsync();
        var disk = new SmallDisk(rig.Data);
        await using var device = rig.Start(null, null, disk.Before("3m"));
        await device.ListensAsync();
        await PrintAsync(rig);

        disk.Fill(device);
        var job = rig.NewJob(lines: 100);
        await rig.SendAsync(job);
        await device.SaysAsync(NotTaken);
        await HoldIsAsync(rig, HoldReason.DiskFull);
        Assert.Empty(rig.Acks(job.Id));
        disk.Free(device);

        Assert.Equal(AckState.Printed, (await rig.OutcomeAsync(job.Id)).State);
        await HoldIsAsync(rig, null);
        Assert.Equal(1, new PaperLog(rig.Jobs, rig.Printer).Copies(job.Id));
    }

    [Fact]
    public async Task What_is_known_of_paper_is_not_lost_when_the_disk_fills_up_meanwhile()
    {
        await using var rig = await CrashRig.StartAsync();
        var disk = new SmallDisk(rig.Data);
        await using var device = rig.Start(null, null, disk.Before("3m"));
        await device.ListensAsync();
        await PrintAsync(rig);
        rig.Printer.RunOutOfPaperAfter(30);
        var job = rig.NewJob(lines: 30);
        await rig.SendAsync(job);
        await Eventually.TrueAsync(() => rig.Acks(job.Id).Any(ack => ack.State == AckState.Held), "the end of the paper");

        disk.Fill(device);
        rig.Printer.LoadPaper();
        await device.SaysAsync("the journal cannot be written");
        disk.Free(device);

        Assert.Equal(AckState.Printed, (await rig.OutcomeAsync(job.Id)).State);
    }

    [Theory]
    [InlineData("mount -o remount,ro \"$disk\"", HoldReason.DiskReadOnly)]
    [InlineData("cat /dev/zero > \"$disk/ballast\" 2>/dev/null || true", HoldReason.DiskFull)]
    public async Task A_device_that_starts_on_a_disk_that_takes_nothing_says_so_and_works_when_it_does(string prepare, string hold)
    {
        await using var rig = await CrashRig.StartAsync();
        var disk = new SmallDisk(rig.Data);
        await using var device = rig.Start(null, null, disk.Before("3m", prepare));
        await device.ListensAsync();
        var job = rig.NewJob();
        await rig.SendAsync(job);
        await device.SaysAsync(NotTaken);
        await HoldIsAsync(rig, hold);

        disk.Remount(device, "remount,rw");
        disk.Free(device);

        Assert.Equal(AckState.Printed, (await rig.OutcomeAsync(job.Id)).State);
    }

    [Fact]
    public async Task A_disk_that_fails_in_another_way_is_named_as_failing()
    {
        await using var rig = await CrashRig.StartAsync();
        await using var device = rig.Start(null, null, "sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh");
        await device.ListensAsync();
        await PrintAsync(rig);
        var job = rig.NewJob();

        Limit(device, "8192");
        await rig.SendAsync(job);
        await device.SaysAsync(NotTaken);
        await HoldIsAsync(rig, HoldReason.DiskFailing);
        Limit(device, "unlimited");

        Assert.Equal(AckState.Printed, (await rig.OutcomeAsync(job.Id)).State);
    }

    [Fact]
    public async Task A_second_device_on_the_same_folder_ends_with_a_sentence()
    {
        await using var rig = await CrashRig.StartAsync();
        await using var first = rig.Start();
        await first.ListensAsync();

        await using var second = rig.Start();

        Assert.Equal(1, await second.EndsAsync());
        await second.SaysAsync("another pennant-device is running on");
    }

    private static async Task PrintAsync(CrashRig rig)
    {
        var job = rig.NewJob();
        await rig.SendAsync(job);
        Assert.Equal(AckState.Printed, (await rig.OutcomeAsync(job.Id)).State);
    }

    private static Task HoldIsAsync(CrashRig rig, string? hold) =>
        Journeys.Eventually.TrueAsync($"the hold {hold}", async () => await rig.ReportedAsync() is { } reported && reported["hold"]?.GetValue<string>() == hold);

    /// <summary>No file may grow beyond so many bytes.</summary>
    private static void Limit(DeviceProcess device, string bytes) => Process.Start("prlimit", ["--pid", $"{device.Id}", $"--fsize={bytes}:unlimited"]).WaitForExit();
}
