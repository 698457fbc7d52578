using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Connection;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class PaceTests
{
    [Fact]
    public async Task A_seconds_worth_goes_at_once_and_the_rest_at_an_even_rate()
    {
        var time = new FakeTimeProvider();
        var pace = new Pace(10, time);
        for (var i = 0; i < 10; i++) await pace.WaitAsync(CancellationToken.None);

        var (next, afterNext) = (pace.WaitAsync(CancellationToken.None), pace.WaitAsync(CancellationToken.None));

        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await next;
        Assert.False(afterNext.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));
        await afterNext;
    }
}
