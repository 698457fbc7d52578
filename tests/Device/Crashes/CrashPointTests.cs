using Xunit;

namespace Pennant.Tests.Device.Crashes;

/// <summary>F-01 to F-07: the power goes at every step from the job's arrival to the end of its last ack.</summary>
public sealed class CrashPointTests(CrashWalk walk) : IClassFixture<CrashWalk>
{
    public static TheoryData<string> Points => [.. CrashPoint.All.Select(point => point.Name)];

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_device_that_dies_loses_no_job_prints_none_twice_and_says_when_it_cannot_know(string name)
    {
        var point = CrashPoint.All.Single(p => p.Name == name);
        var job = walk.JobOf(point);

        var outcome = await walk.Rig.OutcomeAsync(job.Id);

        Assert.Equal(point.Outcome, outcome.State);
        Assert.Equal(point.Copies, walk.Paper.Copies(job.Id));
        Assert.InRange(walk.Paper.Beginnings(job.Id), point.Copies, 1);
        Assert.Single(walk.Rig.Acks(job.Id).Where(CrashRig.IsFinal).Select(ack => ack.State).Distinct());
        Assert.Equal(point.Outcome, JournalPeek.States(walk.Rig.Data)[job.Id]);
    }
}
