using Pennant.Contract;
using Pennant.Local.Iot;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Device.Crashes;

/// <summary>One printer through all crash points: each run of the device makes good what the last one left and dies at the next point.</summary>
public sealed class CrashWalk : IAsyncLifetime
{
    private readonly Dictionary<string, Job> jobs = [];

    internal CrashRig Rig { get; private set; } = null!;

    internal PaperLog Paper { get; private set; } = null!;

    internal Job JobOf(CrashPoint point) => jobs[point.Name];

    public async Task InitializeAsync()
    {
        Rig = await CrashRig.StartAsync();
        Job? last = null;
        foreach (var point in CrashPoint.All) last = await CrashAsync(point, last);
        await using (var device = Rig.Start()) await SettleAsync(device, last!);
        Paper = new PaperLog(Rig.Jobs, Rig.Printer);
    }

    public async Task DisposeAsync() => await Rig.DisposeAsync();

    private async Task<Job> CrashAsync(CrashPoint point, Job? last)
    {
        var job = jobs[point.Name] = Rig.NewJob(lines: 40);
        await using var device = Rig.Start(point.Script, job.Id);
        await SettleAsync(device, last);
        var isHeard = new TaskCompletionSource();
        if (point.Script is null) Rig.Iot.Core.Faults.LosesPubAck = message => IsPrinted(message, job) && isHeard.TrySetResult();
        await Rig.SendAsync(job);
        if (point.Script is null)
        {
            await isHeard.Task.WaitAsync(TimeSpan.FromMinutes(2));
            await device.KillAsync();
        }
        Assert.Equal(137, await device.EndsAsync());
        return job;
    }

    private async Task SettleAsync(DeviceProcess device, Job? last)
    {
        await device.ListensAsync();
        if (last is null) return;
        await Rig.OutcomeAsync(last.Id);
        // Its last ack must be out of the way, or it would be told again in the middle of the next crash.
        await Eventually.TrueAsync(() => JournalPeek.OutboxIsEmpty(Rig.Data), "an empty outbox");
    }

    private static bool IsPrinted(Message message, Job job) =>
        message.Topic == Topics.Acks(CrashRig.Name) && message.Payload.Span.IndexOf("\"printed\""u8) >= 0 && message.Payload.Span.IndexOf(System.Text.Encoding.ASCII.GetBytes(job.Id)) >= 0;
}
