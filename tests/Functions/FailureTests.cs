using System.Text.Json.Nodes;
using Amazon.Lambda.RuntimeSupport;
using Pennant.Lambdas.Presence;
using Pennant.Lambdas.Redeliver;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>What a function throws goes on to AWS Lambda, which has it tried again. Before, it is told with what it was about.</summary>
[Collection(TableTests.Name)]
public sealed class FailureTests(TableFixture fixture)
{
    private static readonly InvalidDataException TooLong = new(new string('x', 5_000));
    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task An_ack_that_cannot_be_passed_on()
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET task_token = :token", (":token", "token"));
        bench.Steps.AnswerToToken = () => TooLong;

        await Assert.ThrowsAsync<InvalidDataException>(() => bench.AckAsync(id, "received"));

        AssertTold(id);
    }

    [Fact]
    public async Task A_job_that_cannot_be_published_again()
    {
        var id = await bench.InFlightAsync();
        bench.Iot.BeforePublish = _ => throw TooLong;

        await Assert.ThrowsAsync<InvalidDataException>(() => bench.Parts.Redeliver().HandleAsync(new RedeliverRequest(id, bench.Printer, 1, new Delivery(7, 20))));

        AssertTold(id);
    }

    [Fact]
    public async Task A_printers_coming_that_cannot_be_noted()
    {
        bench.Iot.BeforeRead = _ => throw TooLong;

        await Assert.ThrowsAsync<InvalidDataException>(() => bench.Parts.Presence().HandleAsync(new PresenceEvent(bench.Printer, 10_000, "connected", "s1")));

        AssertTold(null);
    }

    [Fact]
    public async Task A_printer_that_cannot_be_looked_at()
    {
        bench.Iot.BeforeRead = _ => throw TooLong;

        await Assert.ThrowsAsync<InvalidDataException>(() => bench.Parts.Watch().HandleAsync(new()));

        AssertTold(null);
    }

    [Fact]
    public void What_the_runtime_says_of_it_is_one_line_and_cut_as_well()
    {
        var line = JsonNode.Parse(ConsoleLogger.Line("request-1", TooLong, bench.Clock.GetUtcNow()))!;

        Assert.Equal(("invocation_failed", "request-1", "InvalidDataException", 300), ((string?)line["event"], (string?)line["request_id"], (string?)line["error"], ((string?)line["message"])!.Length));
    }

    private void AssertTold(string? id)
    {
        var line = Assert.Single(bench.Lines.All(), line => (string?)line["level"] == "ERROR");
        Assert.Equal((id, bench.Printer, "InvalidDataException", 300), ((string?)line["message_id"], (string?)line["printer"], (string?)line["error"], ((string?)line["message"])!.Length));
        Assert.Equal(("Test", "dev"), ((string?)line["function"], (string?)line["environment"]));
    }
}
