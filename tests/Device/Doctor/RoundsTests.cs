using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Doctor;
using Xunit;

namespace Pennant.Tests.Device.Doctor;

public sealed class RoundsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private readonly FakeTimeProvider time = new();
    private readonly Recorder<Finding> told = new();

    [Fact]
    public async Task A_link_that_never_answers_does_not_keep_the_doctor_from_the_next()
    {
        var asked = new TaskCompletionSource();
        var rounds = new Rounds(Limit, time).RunAsync([new Check("deaf", NeverAsync), Check.Of("next", () => Finding.Ok("next", "fine"))], told.Add, CancellationToken.None);
        await asked.Task;

        time.Advance(Limit);

        var findings = await rounds;
        Assert.Equal([("deaf", Health.Problem), ("next", Health.Ok)], findings.Select(f => (f.Link, f.Health)));
        Assert.Contains("no answer within 20 s", findings[0].Says, StringComparison.Ordinal);

        Task<Finding> NeverAsync(CancellationToken ct)
        {
            asked.SetResult();
            return new TaskCompletionSource<Finding>().Task; // does not even look at the token
        }
    }

    [Fact]
    public async Task A_surprise_is_a_finding_and_the_others_are_still_looked_at()
    {
        var findings = await new Rounds(Limit, time).RunAsync([Check.Of("broken", () => throw new InvalidOperationException("boom")), Check.Of("next", () => Finding.Ok("next", "fine"))], told.Add, CancellationToken.None);

        Assert.Equal([("broken", Health.Problem, "boom"), ("next", Health.Ok, "fine")], findings.Select(f => (f.Link, f.Health, f.Says)));
        Assert.Equal(findings, told.All);
    }
}
