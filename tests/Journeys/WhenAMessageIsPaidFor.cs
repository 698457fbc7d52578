using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Pennant.Contract;
using Pennant.Tests.Cloud;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>What docs/cost.md says that one message takes, held against what one takes.</summary>
[Collection(Journeys.Name)]
public sealed class WhenAMessageIsPaidFor(ProductFixture product)
{
    [Fact]
    public async Task It_takes_what_is_said_of_transitions_writes_and_acks()
    {
        var sent = await product.Running.Api.SendAsync("What does this cost?", "Ada");
        await product.Running.Api.UntilAsync(sent.Id, MessageState.Printed);
        var writes = await Eventually.Async("everything about the message is written down", () => Task.FromResult(
            Writes(sent.Id) is var all && (string?)all[^1].New?["status"]?["S"] == MessageState.Printed.Name() ? all : null));

        var transitions = Transitions(sent.Id);
        IsStated(transitions, "Step Functions, state transitions");
        IsStated(writes.Sum(write => Units(write.Old, write.New)), "DynamoDB, write units");
        IsStated(Acks(sent.Id), "IoT Core, rules triggered");
    }

    /// <summary>At most what is stated, and no less than half of it: some ways are longer than others.</summary>
    private static void IsStated(double taken, string line) => Assert.InRange(taken, CostDocument.Line(line).PerMessage / 2, CostDocument.Line(line).PerMessage);

    /// <summary>In units of 1 KB of the larger of both items, and each index that holds what changed again. Too many rather than too few: an index that holds less than the item is taken for one that holds it all.</summary>
    private static double Units(JsonNode? old, JsonNode? now) => 3 * Math.Ceiling(Math.Max(Size(old), Size(now)) / 1024.0);

    private static int Size(JsonNode? item) => item?.ToJsonString().Length ?? 0;

    private List<(JsonNode? Old, JsonNode? New)> Writes(string id) =>
    [
        .. Rows("dynamodb", "streams.db", "SELECT body FROM records ORDER BY sequence", row => JsonNode.Parse(row.GetFieldValue<byte[]>(0))!["dynamodb"]!)
            .Where(change => change.ToJsonString().Contains(id, StringComparison.Ordinal)).Select(change => (change["OldImage"], change["NewImage"])),
    ];

    private int Transitions(string id) => Rows("workflows", "executions.db",
        $"SELECT type FROM events JOIN executions ON events.execution = executions.row WHERE executions.name = '{Names.Execution(id, 1)}'", row => row.GetString(0)).Count(type => type.EndsWith("StateEntered", StringComparison.Ordinal));

    private List<T> Rows<T>(string folder, string file, string query, Func<SqliteDataReader, T> read)
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(product.Running.Data, folder, file)};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
#pragma warning disable CA2100 // The query holds a message's id and nothing that anybody typed.
        command.CommandText = query;
#pragma warning restore CA2100
        using var rows = command.ExecuteReader();
        var found = new List<T>();
        while (rows.Read()) found.Add(read(rows));
        return found;
    }

    private int Acks(string id) => Directory.GetFiles(product.Running.Data, "pennant-acknowledge-dev.log", SearchOption.AllDirectories)
        .SelectMany(File.ReadAllLines).Count(line => line.Contains(id, StringComparison.Ordinal) && line.Contains("\"acknowledged\"", StringComparison.Ordinal));
}
