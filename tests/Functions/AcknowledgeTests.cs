using System.Text;
using Amazon.StepFunctions.Model;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Functions;

[Collection(TableTests.Name)]
public sealed class AcknowledgeTests(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task Each_fact_is_written_with_its_attempt()
    {
        var id = await bench.InFlightAsync();
        await bench.AckAsync(id, "received");
        await bench.AckAsync(id, "held", ",\"code\":\"paper_out\"");
        Assert.Equal("paper_out", (await bench.ViewAsync(id))["hold"]!.ToString());

        await bench.AckAsync(id, "printing");
        await bench.PrintedAsync(id);

        var acks = (await bench.ItemAsync(id))["acks"].M;
        Assert.Equal(["delivered_at", "delivered_attempt", "evidence", "outcome", "outcome_at", "outcome_attempt", "printed_at", "printed_attempt", "printing_at", "printing_attempt"], acks.Keys.Order());
        Assert.Equal(("printed", "confirmed", "1"), (acks["outcome"].S, acks["evidence"].S, acks["outcome_attempt"].N));
    }

    [Fact]
    public async Task Acks_that_come_twice_and_out_of_order_end_in_the_same_facts()
    {
        var id = await bench.InFlightAsync();
        await bench.PrintedAsync(id);
        var first = (await bench.ItemAsync(id))["acks"].M;

        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        await bench.PrintedAsync(id);
        await bench.AckAsync(id, "unconfirmed");
        await bench.AckAsync(id, "failed", ",\"code\":\"expired\"");
        await bench.AckAsync(id, "canceled");
        await bench.AckAsync(id, "printing");

        var acks = (await bench.ItemAsync(id))["acks"].M;
        Assert.All(first, fact => Assert.Equal((fact.Value.S, fact.Value.N), (acks[fact.Key].S, acks[fact.Key].N)));
        Assert.False(acks.ContainsKey("error"));
    }

    [Fact]
    public async Task A_cancel_that_overtook_its_job_counts_although_the_device_knows_no_attempt()
    {
        var id = await bench.InFlightAsync();

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope($$"""{"id":"{{id}}","attempt":0,"state":"canceled","at":"{{Times.ToText(bench.Clock.GetUtcNow())}}"}"""));

        Assert.Equal("canceled", (await bench.ItemAsync(id))["acks"].M["outcome"].S);
    }

    [Theory]
    [InlineData("unconfirmed", "")]
    [InlineData("failed", ",\"code\":\"expired\",\"detail\":\"too late\"")]
    [InlineData("canceled", "")]
    public async Task Only_paper_replaces_another_outcome(string state, string more)
    {
        var id = await bench.InFlightAsync();
        await bench.AckAsync(id, state, more);
        await bench.AckAsync(id, "failed", ",\"code\":\"too_long\"");
        Assert.Equal(state, (await bench.ItemAsync(id))["acks"].M["outcome"].S);

        await bench.PrintedAsync(id);

        var acks = (await bench.ItemAsync(id))["acks"].M;
        Assert.Equal(("printed", false, false), (acks["outcome"].S, acks.ContainsKey("error"), acks.ContainsKey("detail")));
    }

    [Theory]
    [InlineData("DISPATCHED", "received", "", "success:token:{\"id\":\"ID\"}")]
    [InlineData("DISPATCHED", "held", ",\"code\":\"paper_out\"", "success:token:{\"id\":\"ID\"}")]
    [InlineData("DISPATCHED", "printed", ",\"evidence\":\"written\"", "success:token:{\"id\":\"ID\",\"outcome\":\"printed\"}")]
    [InlineData("DELIVERED", "printing", "", "beat:token")]
    [InlineData("DELIVERED", "received", "", "beat:token")]
    [InlineData("DELIVERED", "failed", ",\"code\":\"expired\"", "success:token:{\"id\":\"ID\",\"outcome\":\"failed\"}")]
    [InlineData("QUEUED", "received", "", null)]
    [InlineData("CANCELED", "received", "", null)]
    public async Task The_workflow_is_told_what_it_waits_for(string status, string state, string more, string? told)
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET task_token = :token, #status = :status", (":token", "token"), (":status", status));

        await bench.AckAsync(id, state, more);

        Assert.Equal(told is null ? [] : [told.Replace("ID", id, StringComparison.Ordinal)], bench.Steps.Told);
    }

    [Fact]
    public async Task A_workflow_that_waits_no_more_has_decided_already()
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET task_token = :token", (":token", "token"));
        foreach (var decided in new Exception[] { new TaskTimedOutException("late"), new TaskDoesNotExistException("gone"), new InvalidTokenException("old") })
        {
            bench.Steps.AnswerToToken = () => decided;
            await bench.AckAsync(id, "received");
        }
        Assert.Equal(3, bench.Steps.Told.Count);
    }

    [Fact]
    public async Task The_fact_stays_when_the_workflow_cannot_be_woken_and_the_ack_is_tried_again()
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET task_token = :token", (":token", "token"));
        bench.Steps.AnswerToToken = () => new TimeoutException();
        await Assert.ThrowsAsync<TimeoutException>(() => bench.PrintedAsync(id));
        Assert.Equal("printed", (await bench.ItemAsync(id))["acks"].M["outcome"].S);

        bench.Steps.AnswerToToken = () => null;
        await bench.PrintedAsync(id);

        Assert.Equal(2, bench.Steps.Told.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[[[[")]
    [InlineData("""{"id":"ID","attempt":1,"at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":1,"state":"eaten","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":NaN,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":1,"state":"received","at":"noon"}""")]
    [InlineData("""{"id":"ID","attempt":0,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":1,"state":"printed","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":1,"state":"held","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"ID","attempt":2,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"00000000000000000000000000","attempt":1,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("""{"id":"window/PRINTER","attempt":1,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    public async Task What_is_no_ack_is_counted_and_changes_nothing(string body)
    {
        var id = await bench.InFlightAsync();
        body = body.Replace("ID", id, StringComparison.Ordinal).Replace("PRINTER", bench.Printer, StringComparison.Ordinal);

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope(body));

        await AssertRefusedAsync(id);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_counted_and_change_nothing()
    {
        var id = await bench.InFlightAsync();
        byte[] truncated = [.. Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","attempt":1,"state":"failed","at":"2026-09-01T00:00:00Z","code":"a"""), 0xC3];

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope("") with { Body = Convert.ToBase64String(truncated) });
        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope("") with { Body = "%%%" });
        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope(new string('[', 1000)));

        await AssertRefusedAsync(id);
    }

    [Theory]
    [InlineData("another", "another")]
    [InlineData("another", null)]
    [InlineData(null, "another")]
    [InlineData(null, "n/a")]
    public async Task No_printer_speaks_for_another(string? thing, string? client)
    {
        var id = await bench.InFlightAsync();
        var body = $$"""{"id":"{{id}}","attempt":1,"state":"printed","evidence":"confirmed","at":"2026-09-01T00:00:00Z"}""";

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope(body, thing ?? bench.Printer, client ?? bench.Printer));

        await AssertRefusedAsync(id);
    }

    [Theory]
    [InlineData("""{"id":"00000000000000000000000000","attempt":1,"state":"received","at":"2026-09-01T00:00:00Z"}""")]
    [InlineData("what?")]
    public async Task What_a_printer_of_the_accounts_other_environment_says_is_passed_over_and_asked_about_once(string body)
    {
        bench.Registry.Things["attic"] = "pennant-printer-prod";
        var acknowledge = bench.Parts.Acknowledge();

        for (var i = 0; i < 3; i++) await acknowledge.HandleAsync(bench.Envelope(body, "attic"));

        Assert.Equal("", bench.Lines.ToString());
        Assert.Equal(1, bench.Registry.Described);
    }

    [Fact]
    public async Task A_printer_of_the_other_environment_that_speaks_of_a_message_of_this_one_is_counted()
    {
        var id = await bench.InFlightAsync();
        bench.Registry.Things["attic"] = "pennant-printer-prod";

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope($$"""{"id":"{{id}}","attempt":1,"state":"printed","evidence":"confirmed","at":"2026-09-01T00:00:00Z"}""", "attic"));

        await AssertRefusedAsync(id);
    }

    [Theory]
    [InlineData(3650)]
    [InlineData(-3650)]
    public async Task A_device_whose_clock_is_plainly_wrong_is_not_asked_for_the_time(int days)
    {
        var id = await bench.InFlightAsync();
        var at = Times.ToText(bench.Clock.GetUtcNow().AddDays(days));

        await bench.Parts.Acknowledge().HandleAsync(bench.Envelope($$"""{"id":"{{id}}","attempt":1,"state":"received","at":"{{at}}"}"""));

        Assert.Equal(Times.ToText(bench.Clock.GetUtcNow()), (await bench.ItemAsync(id))["acks"].M["delivered_at"].S);
    }

    private async Task AssertRefusedAsync(string id)
    {
        var item = await bench.ItemAsync(id);
        Assert.Equal(("DISPATCHED", 0), (item["status"].S, item["acks"].M?.Count ?? 0));
        Assert.Contains(1, bench.Lines.Metric(Metrics.RefusedAcks));
        Assert.NotEmpty(bench.Lines.Of("ack_refused"));
        Assert.Empty(bench.Steps.Told);
    }
}
