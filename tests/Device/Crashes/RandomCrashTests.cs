using Pennant.Contract;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Device.Crashes;

/// <summary>F-08: the power goes at any time, again and again.</summary>
public sealed class RandomCrashTests
{
    private const int Seed = 20261123, Crashes = 15, JobsEach = 4;

    [Fact]
    public async Task A_device_that_dies_fifteen_times_in_sixty_jobs_keeps_every_promise()
    {
        await using var rig = await CrashRig.StartAsync();
        var random = new Random(Seed);
        await using (var first = rig.Start()) await first.ListensAsync(); // subscribes, so that the broker keeps what comes while it is away
        for (var crash = 0; crash < Crashes; crash++)
        {
            foreach (var _ in Enumerable.Range(0, JobsEach)) await rig.SendAsync(rig.NewJob(lines: random.Next(1, 25)));
            await using var device = rig.Start($"*:{random.Next(1, 40)}", "");
            Assert.Equal(137, await device.EndsAsync());
        }

        await using (var last = rig.Start())
        {
            foreach (var job in rig.Jobs) await rig.OutcomeAsync(job.Id);
            await Eventually.TrueAsync(() => JournalPeek.OutboxIsEmpty(rig.Data), "an empty outbox");
        }

        var (paper, states) = (new PaperLog(rig.Jobs, rig.Printer), JournalPeek.States(rig.Data));
        Assert.All(rig.Jobs, job => Check(job, rig.Acks(job.Id), states[job.Id], paper));
        Assert.InRange(states.Values.Count(state => state == AckState.Unconfirmed), 1, Crashes);
    }

    private static void Check(Job job, IReadOnlyList<Ack> acks, AckState journalled, PaperLog paper)
    {
        var outcome = Assert.Single(acks.Where(CrashRig.IsFinal).Select(ack => ack.State).Distinct());
        Assert.Equal(outcome, journalled);
        Assert.InRange(paper.Beginnings(job.Id), 0, 1);
        if (outcome == AckState.Printed) Assert.Equal(1, paper.Copies(job.Id));
        else Assert.Equal(AckState.Unconfirmed, outcome);
        // An ack may be told again after a crash, and nothing is told that a later state has overtaken.
        var firsts = acks.Select(ack => ack.State).Where(state => state != AckState.Held).Distinct().ToList();
        Assert.Equal(new[] { AckState.Received, AckState.Printing, outcome }.Where(firsts.Contains), firsts);
    }
}
