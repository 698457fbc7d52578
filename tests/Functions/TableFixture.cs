using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;
using Pennant.Tests.Dynamo;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>A real table with its stream. Tests share it: each has printers of its own.</summary>
public sealed class TableFixture : IAsyncLifetime
{
    public const string Table = "pennant-messages-dev";

    private static readonly string QueueProjection = $"\"ProjectionType\": \"INCLUDE\", \"NonKeyAttributes\": [{string.Join(", ", Fields.InQueue.Select(field => $"\"{field}\""))}]";

    private readonly string folder = Directory.CreateTempSubdirectory("pennant-table-").FullName;
    private readonly Stack<IAsyncDisposable> running = [];

    internal AmazonDynamoDBClient Client { get; private set; } = null!;

    internal TableStream Stream { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var table = new CloudResource("db", "Messages", "AWS::DynamoDB::Table", Table, $"arn:aws:dynamodb:us-east-1:000000000000:table/{Table}", Description());
        var (endpoint, service) = (new AwsEndpoint(TestRole.Guard(), NullLoggerFactory.Instance), new DynamoService(new CloudTemplate([table]), new DynamoSettings(await NodeModules.FolderAsync(), folder), TimeProvider.System, NullLoggerFactory.Instance));
        running.Push(service);
        running.Push(endpoint);
        await service.StartAsync(default);
        Stream = service.Stream($"{table.Arn}/stream/2026-01-01T00:00:00.000")!;
        endpoint.Add(service);
        await endpoint.StartAsync(0, default);
        Client = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = endpoint.Address.ToString(), AuthenticationRegion = "us-east-1" });
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        while (running.TryPop(out var part)) await part.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject Description() => JsonNode.Parse($$"""
        {
          "TableName": "{{Table}}",
          "AttributeDefinitions": [{{Text(Fields.Id)}}, {{Text(Fields.Printed)}}, {{Text(Fields.CreatedAt)}}, {{Text(Fields.Queue)}}],
          "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
          "GlobalSecondaryIndexes": [{{Index(Names.PrintedStatusIndex, Fields.Printed, "\"ProjectionType\": \"ALL\"")}}, {{Index(Names.PrinterQueueIndex, Fields.Queue, QueueProjection)}}],
          "StreamSpecification": { "StreamViewType": "NEW_AND_OLD_IMAGES" },
          "TimeToLiveSpecification": { "Enabled": true, "AttributeName": "ttl" }
        }
        """)!.AsObject();

    private static string Text(string name) => $$"""{ "AttributeName": "{{name}}", "AttributeType": "S" }""";

    private static string Index(string name, string key, string projection) => $$"""
        { "IndexName": "{{name}}", "KeySchema": [{ "AttributeName": "{{key}}", "KeyType": "HASH" }, { "AttributeName": "created_at", "KeyType": "RANGE" }], "Projection": { {{projection}} } }
        """;
}

[CollectionDefinition(Name)]
public sealed class TableTests : ICollectionFixture<TableFixture>
{
    public const string Name = "The table";
}
