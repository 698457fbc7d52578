using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Connection;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class BackoffTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void The_wait_is_random_under_a_limit_that_doubles_up_to_two_minutes()
    {
        Gen.Int.Sample(seed =>
        {
            var backoff = new Backoff(new FakeTimeProvider(), new Random(seed));
            for (var failure = 0; failure < 12; failure++)
            {
                backoff.Trying();
                Assert.InRange(backoff.Next(TimeSpan.Zero).TotalSeconds, 1, Math.Min(120, Math.Pow(2, failure)));
            }
        });
    }

    [Fact]
    public void A_link_that_flaps_does_not_start_again_from_the_shortest_wait()
    {
        var backoff = new Backoff(time, new Always(0.999));
        for (var i = 0; i < 6; i++) backoff.Next(TimeSpan.FromSeconds(3));

        Assert.True(backoff.Next(TimeSpan.FromSeconds(59)) > TimeSpan.FromSeconds(60));
        Assert.True(backoff.Next(TimeSpan.FromSeconds(60)) <= TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_client_never_tries_twice_in_a_second()
    {
        var backoff = new Backoff(time, new Always(0));
        backoff.Trying();
        time.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Equal(TimeSpan.FromMilliseconds(700), backoff.Next(TimeSpan.Zero));
    }

    [Fact]
    public void What_only_a_person_can_mend_is_tried_every_few_minutes()
    {
        Gen.Int.Sample(seed => Assert.InRange(new Backoff(time, new Random(seed)).Next(TimeSpan.Zero, isHopeless: true).TotalMinutes, 1, 10));
    }

    private sealed class Always(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
