using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Dynamo;

/// <summary>Makes a table of the template in the engine, once.</summary>
internal static class TableMaker
{
    private const int Tries = 10;

    /// <exception cref="InvalidOperationException">The table is there but has other keys or indexes than the template.</exception>
    public static async Task EnsureAsync(TableEngine engine, TableSchema table, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await EnsureOnceAsync(engine, table, cancellation);
                return;
            }
            catch (EngineLostException) when (tries < Tries)
            {
                // The engine of a killed run may hold its files for a moment longer; the new one is being started again.
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellation);
            }
        }
    }

    private static async Task EnsureOnceAsync(TableEngine engine, TableSchema table, CancellationToken cancellation)
    {
        if (await DescribeAsync(engine, table, cancellation) is null) await engine.CallAsync("CreateTable", JsonSerializer.SerializeToUtf8Bytes(table.CreateInput()), cancellation);
        while (true)
        {
            var found = (await DescribeAsync(engine, table, cancellation))!.Value;
            if (found.GetProperty("TableStatus").GetString() == "ACTIVE")
            {
                Check(table, found);
                return;
            }
            await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
        }
    }

    private static async Task<JsonElement?> DescribeAsync(TableEngine engine, TableSchema table, CancellationToken cancellation)
    {
        try
        {
            var answer = await engine.CallAsync("DescribeTable", JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["TableName"] = table.Name }), cancellation);
            return answer.GetProperty("Table");
        }
        catch (AwsException missing) when (missing.Code == "ResourceNotFoundException")
        {
            return null;
        }
    }

    private static void Check(TableSchema table, JsonElement found)
    {
        if (Shape(JsonObject.Create(found)!) != Shape(table.CreateInput()))
            throw new InvalidOperationException($"The table {table.Name} on disk has other keys or indexes than the template, or indexes that hold other attributes. Start with --fresh to begin anew.");
    }

    private static string Shape(JsonObject table) => Keys(table) + string.Concat(
        (table["GlobalSecondaryIndexes"] as JsonArray ?? []).Concat(table["LocalSecondaryIndexes"] as JsonArray ?? []).Select(index => $" {index!["IndexName"]}{Keys(index)}{Held(index)}").Order(StringComparer.Ordinal));

    private static string Held(JsonNode index) =>
        $" {index["Projection"]!["ProjectionType"]} {string.Join(",", (index["Projection"]!["NonKeyAttributes"] as JsonArray ?? []).Select(name => name!.ToString()).Order(StringComparer.Ordinal))}";

    private static string Keys(JsonNode thing) => string.Concat(thing["KeySchema"]!.AsArray().Select(key => $":{key!["KeyType"]}={key["AttributeName"]}").Order(StringComparer.Ordinal));
}
