using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Doctor;
using Xunit;

namespace Pennant.Tests.Device.Doctor;

public sealed class ClockCheckTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-timesync-").FullName;
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task A_clock_that_a_server_has_set_is_well()
    {
        await File.WriteAllTextAsync(Synchronized, "");

        Assert.Equal(Health.Ok, (await LookAsync(null)).Health);
        Assert.Equal(Health.Ok, (await LookAsync(time.GetUtcNow().AddMinutes(4))).Health);
    }

    [Theory]
    [InlineData(-90, "90 minutes ahead of")]
    [InlineData(60 * 24 * 900, "900 days behind")]
    public async Task A_wrong_clock_is_told_by_how_much(int minutes, string says)
    {
        await File.WriteAllTextAsync(Synchronized, "");

        var finding = await LookAsync(time.GetUtcNow().AddMinutes(minutes));

        Assert.Equal(Health.Problem, finding.Health);
        Assert.Contains(says, finding.Says, StringComparison.Ordinal);
        Assert.Contains("timedatectl", finding.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_right_clock_that_nobody_keeps_right_is_a_warning() => Assert.Equal(Health.Warning, (await LookAsync(time.GetUtcNow())).Health);

    [Fact]
    public async Task Nothing_to_compare_with_is_not_taken_for_right() => Assert.Equal(Health.Skipped, (await LookAsync(null)).Health);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Synchronized => Path.Combine(folder, "synchronized");

    private Task<Finding> LookAsync(DateTimeOffset? there) => new ClockCheck(_ => Task.FromResult(there), Synchronized, time).LookAsync(CancellationToken.None);
}
