using Amazon.Lambda.DynamoDBEvents;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>What the owner's numbers are made of: each message once under each of its ends.</summary>
[Collection(TableTests.Name)]
public sealed class EndingTests(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task A_printed_message_is_counted_once_however_often_it_is_told()
    {
        var id = await bench.InFlightAsync();
        await bench.PrintedAsync(id);
        await bench.PrintedAsync(id);
        await bench.DispatchAsync();
        await bench.SetAsync(id, "SET #status = :status, printed = :printed REMOVE queue", (":status", "PRINTED"), (":printed", "true"));
        await bench.PrintedAsync(id);

        await bench.DispatchAsync();

        Assert.Equal([1], bench.Lines.Metric(Metrics.Printed));
        var line = Assert.Single(bench.Lines.Of("ended"));
        Assert.Equal((id, bench.Printer, "PRINTED", "confirmed"), ((string?)line["message_id"], (string?)line["printer"], (string?)line["outcome"], (string?)line["evidence"]));
    }

    [Fact]
    public async Task The_time_from_sending_to_paper_is_the_devices()
    {
        var id = await bench.InFlightAsync();
        bench.Clock.Advance(TimeSpan.FromMilliseconds(499));
        await bench.PrintedAsync(id);
        bench.Clock.Advance(TimeSpan.FromSeconds(20));

        await bench.DispatchAsync();

        Assert.InRange(Assert.Single(bench.Lines.Metric(Metrics.SubmitToPaper)), 500, 501);
    }

    [Fact]
    public async Task A_device_whose_clock_is_behind_prints_no_message_before_it_was_sent()
    {
        var id = await bench.InFlightAsync();
        var behind = Times.ToText(bench.Clock.GetUtcNow().AddHours(-1));
        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope($$"""{"id":"{{id}}","attempt":1,"state":"printed","evidence":"written","at":"{{behind}}"}"""));
        bench.Clock.Advance(TimeSpan.FromMilliseconds(699));

        await bench.DispatchAsync();

        Assert.InRange(Assert.Single(bench.Lines.Metric(Metrics.SubmitToPaper)), 700, 701);
    }

    [Theory]
    [InlineData("unconfirmed", "", Metrics.Unconfirmed)]
    [InlineData("failed", ",\"code\":\"bad_image\"", Metrics.Failed)]
    public async Task An_end_without_proof_of_paper_is_counted_under_its_own_name(string state, string more, string metric)
    {
        var id = await bench.InFlightAsync();
        await bench.AckAsync(id, state, more);

        await bench.DispatchAsync();

        Assert.Equal([1], bench.Lines.Metric(metric));
        Assert.Empty(bench.Lines.Metric(Metrics.Printed));
    }

    [Fact]
    public async Task What_the_workflow_gives_up_is_counted_too()
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET #status = :status REMOVE queue", (":status", "UNCONFIRMED"));

        await bench.DispatchAsync();

        Assert.Equal([1], bench.Lines.Metric(Metrics.Unconfirmed));
    }

    [Fact]
    public async Task Proof_that_comes_late_counts_as_printed_and_is_not_taken_off_elsewhere()
    {
        var id = await bench.InFlightAsync();
        await bench.AckAsync(id, "unconfirmed");
        await bench.DispatchAsync();

        await bench.PrintedAsync(id);
        await bench.DispatchAsync();

        Assert.Equal([1], bench.Lines.Metric(Metrics.Unconfirmed));
        Assert.Equal([1], bench.Lines.Metric(Metrics.Printed));
    }

    [Fact]
    public async Task A_message_that_was_taken_back_is_none_of_them()
    {
        var id = await bench.SubmitAsync();
        await bench.Parts.Api().HandleAsync(Requests.Delete(id));

        await bench.DispatchAsync();

        Assert.Equal("CANCELED", (string?)Assert.Single(bench.Lines.Of("ended"))["outcome"]);
        Assert.DoesNotContain(Metrics.Failed, bench.Lines.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_will_come_again_are_counted_when_they_do()
    {
        var (first, second) = (await bench.InFlightAsync(), await bench.InFlightAsync());
        await bench.PrintedAsync(first);
        await bench.PrintedAsync(second);
        var batch = bench.Batch();
        var created = batch.Records[0].Dynamodb.NewImage!["created_at"].S;
        batch.Records[0].Dynamodb.NewImage!["created_at"].S = "yesterday";

        await bench.DispatchAsync(batch);
        var before = bench.Lines.Metric(Metrics.Printed);
        batch.Records[0].Dynamodb.NewImage!["created_at"].S = created;
        await bench.DispatchAsync(batch);

        Assert.Empty(before);
        Assert.Equal([1, 1], bench.Lines.Metric(Metrics.Printed));
    }

    [Fact]
    public async Task What_stood_before_the_record_that_failed_is_counted_at_once_and_not_again()
    {
        string[] ids = [await bench.InFlightAsync(), await bench.InFlightAsync(), await bench.InFlightAsync()];
        foreach (var id in ids) await bench.PrintedAsync(id);
        var batch = bench.Batch();
        var created = batch.Records[1].Dynamodb.NewImage!["created_at"].S;
        batch.Records[1].Dynamodb.NewImage!["created_at"].S = "yesterday";

        var failed = await bench.DispatchAsync(batch);
        var before = bench.Lines.Of("ended").Select(line => (string?)line["message_id"]).ToArray();
        batch.Records[1].Dynamodb.NewImage!["created_at"].S = created;
        await bench.DispatchAsync(new DynamoDBEvent { Records = [.. batch.Records.SkipWhile(record => !failed.Contains(record.Dynamodb.SequenceNumber))] });

        Assert.Equal(ids[0], Assert.Single(before));
        Assert.Equal(ids, bench.Lines.Of("ended").Select(line => (string?)line["message_id"]));
    }

    [Fact]
    public async Task A_repeated_request_is_submitted_once()
    {
        var request = Requests.Post("""{"text":"hello"}""", ("Idempotency-Key", "0123456789abcdef" + bench.Printer));

        await bench.Parts.Api().HandleAsync(request);
        await bench.Parts.Api().HandleAsync(request);

        Assert.Equal([1], bench.Lines.Metric(Metrics.Submitted));
    }
}
