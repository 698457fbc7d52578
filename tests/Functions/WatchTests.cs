using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>The look at printers and queues that the alarms live on.</summary>
[Collection(TableTests.Name)]
public sealed class WatchTests(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);

    [Theory]
    [InlineData("""{"connection":{"state":"offline","at":1,"version":1}}""", 1)]
    [InlineData("""{"connection":{"state":"online","at":1,"version":1}}""", 0)]
    [InlineData("""{"agent":"1.0"}""", 0)]
    public async Task A_printer_that_was_connected_and_is_not_is_off_line(string shadow, double offline)
    {
        bench.Report(shadow);

        await bench.Parts.Watch().HandleAsync(new());

        Assert.Equal([offline], bench.Lines.Metric(Metrics.PrintersOffline));
        Assert.Equal([0], bench.Lines.Metric(Metrics.QueueAge));
    }

    [Fact]
    public async Task It_is_told_again_for_as_long_as_it_lasts_and_names_the_printer()
    {
        bench.Report("""{"connection":{"state":"offline","at":1,"version":1}}""");
        await bench.Parts.Watch().HandleAsync(new());
        await bench.Parts.Watch().HandleAsync(new());
        bench.Report("""{"connection":{"state":"online","at":2,"version":2}}""");

        await bench.Parts.Watch().HandleAsync(new());

        Assert.Equal([1, 1, 0], bench.Lines.Metric(Metrics.PrintersOffline));
        Assert.Equal(bench.Printer, (string?)bench.Lines.Of("watched")[0]["offline"]);
    }

    [Fact]
    public async Task The_oldest_message_that_has_not_ended_is_the_age_of_the_queue()
    {
        var oldest = await bench.InFlightAsync();
        bench.Clock.Advance(TimeSpan.FromSeconds(59));
        await bench.SubmitAsync();
        bench.Clock.Advance(TimeSpan.FromMilliseconds(999));

        await bench.Parts.Watch().HandleAsync(new());
        await bench.SetAsync(oldest, "SET #status = :status REMOVE queue", (":status", "PRINTED"));
        await bench.Parts.Watch().HandleAsync(new());

        Assert.Equal([60.001, 1], bench.Lines.Metric(Metrics.QueueAge).Select(age => Math.Round(age, 3)));
        Assert.Equal(oldest, (string?)bench.Lines.Of("watched")[0]["message_id"]);
    }

    [Fact]
    public async Task Half_a_count_is_not_told()
    {
        bench.Iot.BeforeRead = _ => throw new TimeoutException();

        await Assert.ThrowsAnyAsync<Exception>(() => bench.Parts.Watch().HandleAsync(new()));

        Assert.Empty(bench.Lines.Of("watched"));
    }
}
