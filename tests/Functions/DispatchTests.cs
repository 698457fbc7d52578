using System.Text.Json;
using Amazon.IotData.Model;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Functions;

[Collection(TableTests.Name)]
public sealed class DispatchTests(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task A_new_message_goes_to_an_idle_printer_at_once()
    {
        var id = await bench.SubmitAsync("hello");

        Assert.Empty(await bench.DispatchAsync());

        var job = Assert.Single(bench.Iot.Jobs(bench.Printer));
        var item = await bench.ItemAsync(id);
        Assert.Equal((id, 1, "hello"), (job.Id, job.Attempt, job.Text));
        Assert.Equal(($"{id}.1", $$"""{"id":"{{id}}","printer":"{{bench.Printer}}","round":1}"""), Assert.Single(bench.Steps.Started));
        Assert.Equal(("DISPATCHED", "1", "1"), (item["status"].S, item["attempt"].N, item["round"].N));
        Assert.Equal([id], await bench.PlacesAsync());
    }

    [Fact]
    public async Task Messages_leave_in_the_order_in_which_they_were_accepted()
    {
        string[] ids = [await bench.SubmitAsync(), await bench.SubmitAsync(), await bench.SubmitAsync()];
        var batch = bench.Batch();
        batch.Records = [.. batch.Records.Reverse()];

        await bench.DispatchAsync(batch);

        Assert.Equal(ids, bench.PublishedIds);
    }

    [Fact]
    public async Task A_message_that_the_index_does_not_show_waits_for_nobody_but_those_before_it()
    {
        var (first, second) = (await bench.SubmitAsync(), await bench.SubmitAsync());
        var batch = bench.Batch();
        batch.Records.RemoveAt(0);

        await bench.DispatchAsync(batch);

        Assert.Equal([first, second], bench.PublishedIds);
    }

    [Fact]
    public async Task The_fourth_waits_until_one_has_its_outcome()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++) ids.Add(await bench.SubmitAsync());
        await bench.DispatchAsync();
        Assert.Equal(ids[..3], bench.PublishedIds);

        await bench.PrintedAsync(ids[1]);
        await bench.DispatchAsync();

        Assert.Equal(ids[..4], bench.PublishedIds);
        Assert.Equal([ids[0], ids[2], ids[3]], (await bench.PlacesAsync()).Order());
    }

    [Fact]
    public async Task A_batch_that_comes_again_changes_nothing()
    {
        var id = await bench.SubmitAsync();
        var batch = bench.Batch();
        await bench.DispatchAsync(batch);
        await bench.SetAsync(id, "SET execution = :execution", (":execution", $"{id}.1"));

        for (var i = 0; i < 3; i++) Assert.Empty(await bench.DispatchAsync(batch));

        Assert.Single(bench.Iot.Published);
        Assert.Single(bench.Steps.Started);
        Assert.Equal([id], await bench.PlacesAsync());
    }

    [Fact]
    public async Task A_batch_that_comes_again_after_the_end_leaves_no_place_taken()
    {
        var id = await bench.SubmitAsync();
        var batch = bench.Batch();
        await bench.DispatchAsync(batch);
        await bench.SetAsync(id, "SET #status = :printed REMOVE queue", (":printed", "PRINTED"));
        await bench.DispatchAsync();

        Assert.Empty(await bench.DispatchAsync(batch));

        Assert.Single(bench.Iot.Published);
        Assert.Empty(await bench.PlacesAsync());
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_fails_alone()
    {
        var first = await bench.SubmitAsync();
        var second = await bench.SubmitAsync();
        var batch = bench.Batch();
        batch.Records[0].Dynamodb.NewImage!["created_at"].S = "yesterday";

        var failed = await bench.DispatchAsync(batch);

        Assert.Equal([batch.Records[0].Dynamodb.SequenceNumber], failed);
        Assert.Contains(second, bench.PublishedIds);
        Assert.Contains("\"event\":\"record_refused\"", bench.Lines.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task One_printer_s_trouble_is_not_another_s()
    {
        var other = new Bench(fixture);
        await bench.SubmitAsync();
        var elsewhere = await other.SubmitAsync();
        var (ours, theirs) = (bench.Batch(), other.Batch());
        bench.Iot.BeforePublish = topic => topic == Topics.Jobs(bench.Printer) ? throw new ServiceUnavailableException("down") : Task.CompletedTask;

        var failed = await bench.DispatchAsync(new() { Records = [.. ours.Records, .. theirs.Records] });

        Assert.Equal([ours.Records[0].Dynamodb.SequenceNumber], failed);
        Assert.Equal([elsewhere], bench.Iot.Jobs(other.Printer).Select(job => job.Id));
    }

    [Fact]
    public async Task A_failed_publish_is_made_up_for_when_the_record_comes_again()
    {
        var id = await bench.SubmitAsync();
        var batch = bench.Batch();
        bench.Iot.BeforePublish = _ => throw new ServiceUnavailableException("down");
        Assert.Single(await bench.DispatchAsync(batch));
        Assert.Empty(bench.Steps.Started);

        bench.Iot.BeforePublish = _ => Task.CompletedTask;
        Assert.Empty(await bench.DispatchAsync(batch));

        Assert.Equal((id, 1), (Assert.Single(bench.Iot.Jobs(bench.Printer)).Id, bench.Iot.Jobs(bench.Printer)[0].Attempt));
        Assert.Equal($"{id}.1", Assert.Single(bench.Steps.Started).Name);
    }

    [Fact]
    public async Task A_crash_between_publish_and_start_is_made_up_for()
    {
        var id = await bench.SubmitAsync();
        var batch = bench.Batch();
        bench.Steps.BeforeStart = () => throw new TimeoutException();
        Assert.Single(await bench.DispatchAsync(batch));

        bench.Steps.BeforeStart = () => { };
        Assert.Empty(await bench.DispatchAsync(batch));

        Assert.Equal($"{id}.1", Assert.Single(bench.Steps.Started).Name);
        Assert.All(bench.Iot.Published, sent => Assert.Equal(bench.Iot.Published[0].Payload, sent.Payload));
    }

    [Fact]
    public async Task A_message_whose_dispatcher_died_is_brought_up_by_the_next_message()
    {
        var id = await bench.SubmitAsync();
        bench.Iot.BeforePublish = _ => throw new ServiceUnavailableException("down");
        await bench.DispatchAsync();
        bench.Iot.BeforePublish = _ => Task.CompletedTask;
        bench.Clock.Advance(TimeSpan.FromSeconds(3));

        var next = await bench.SubmitAsync();
        await bench.DispatchAsync();

        Assert.Equal([id, next], bench.PublishedIds);
        Assert.Equal([$"{id}.1", $"{next}.1"], bench.Steps.Started.Select(start => start.Name));
    }

    [Fact]
    public async Task What_a_log_line_says_is_never_the_text()
    {
        await bench.SubmitAsync("canary-in-the-coal-mine");
        await bench.DispatchAsync();

        Assert.DoesNotContain("canary", bench.Lines.ToString(), StringComparison.Ordinal);
        Assert.All(bench.Lines.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Equal(JsonValueKind.Object, JsonDocument.Parse(line).RootElement.ValueKind));
    }
}
