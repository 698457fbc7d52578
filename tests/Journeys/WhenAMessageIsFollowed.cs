using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Tests.Functions;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>One message through the logs of every program that had it in hand.</summary>
[Collection(Journeys.Name)]
public sealed class WhenAMessageIsFollowed(ProductFixture product)
{
    private const string Secret = "canary-7d1f9c", Name = "Canary of 9a2b";

    /// <summary>Who calls somebody writes his own line when he has the answer, and acks overtake each other: only what cannot be otherwise has an order.</summary>
    [Fact]
    public async Task One_id_leads_from_the_API_to_the_paper_and_back()
    {
        string[] all = ["Api submitted", "Dispatch dispatched", "Inbox", "PrintLoop", "Acknowledge acknowledged received", "Acknowledge acknowledged printing", "Acknowledge acknowledged printed", "Dispatch ended"];
        var id = (await product.Running.Api.SendAsync("follow me")).Id;
        await product.Running.Api.UntilAsync(id, MessageState.Printed);

        await Eventually.TrueAsync("each step of the message is in the log", () => all.Except(Steps(id)).Any() is false);

        InOrder(Steps(id), "Inbox", "PrintLoop", "Dispatch ended");
    }

    [Fact]
    public async Task What_somebody_wrote_and_who_it_was_is_in_no_log()
    {
        var sent = await product.Running.Api.SendAsync($"# {Secret}\n\u001b[31m{Secret}", Name);
        await product.Running.Api.UntilAsync(sent.Id, MessageState.Printed);
        await Eventually.TrueAsync("the message's end is in the log", () => Steps(sent.Id).Contains("Dispatch ended"));

        foreach (var log in Logs())
        {
            var text = Read(log);
            Assert.False(new[] { Secret, Name, "\u001b", "\\u001b" }.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)), $"{log} holds what somebody wrote.");
        }
    }

    [Fact]
    public async Task Each_data_point_is_a_line_that_CloudWatch_reads()
    {
        var id = (await product.Running.Api.SendAsync("count me")).Id;
        await Eventually.TrueAsync("the message's end is in the log", () => Steps(id).Contains("Dispatch ended"));

        var measured = Logs().SelectMany(Lines).Where(line => line["_aws"] is not null).ToList();

        Assert.All(measured, line => MetricLine.Check(line));
        Assert.Equal([Metrics.Submitted, Metrics.Printed, Metrics.SubmitToPaper], measured.Where(line => (string?)line["message_id"] == id).OrderBy(At, StringComparer.Ordinal).SelectMany(MetricLine.Check));
    }

    /// <summary>What was done with the message, in the order of the lines' times: function, event and outcome, or the part of the device.</summary>
    private List<string> Steps(string id) =>
        [.. Logs().SelectMany(Lines).Where(line => (string?)line["message_id"] == id).OrderBy(At, StringComparer.Ordinal).Select(line => line["source"] is { } part ? $"{part}" : Step(line))];

    private static string Step(JsonObject line) => (string?)line["event"] == "acknowledged" ? $"{line["function"]} {line["event"]} {line["outcome"]}" : $"{line["function"]} {line["event"]}";

    private static string At(JsonObject line) => (string)line["timestamp"]!;

    private static void InOrder(List<string> steps, params string[] expected)
    {
        var places = expected.Select(step => steps.LastIndexOf(step)).ToArray();
        Assert.True(!places.Contains(-1) && places.SequenceEqual(places.Order()), $"Not in order: {string.Join(", ", expected)}\n{string.Join('\n', steps)}");
    }

    /// <summary>The table's own files are called so too.</summary>
    private IEnumerable<string> Logs() => Directory.GetFiles(product.Running.Data, "*.log", SearchOption.AllDirectories).Where(file => !file.Contains("/dynamodb/", StringComparison.Ordinal));

    private static IEnumerable<JsonObject> Lines(string log) => Read(log).Split('\n').Select(line => line.IndexOf('{', StringComparison.Ordinal) is var start and >= 0 ? Parse(line[start..]) : null).OfType<JsonObject>();

    /// <summary>Null for a line that is still being written.</summary>
    private static JsonObject? Parse(string json) => json.EndsWith('}') ? JsonNode.Parse(json) as JsonObject : null;

    private static string Read(string log)
    {
        using var file = new StreamReader(new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return file.ReadToEnd();
    }
}
