using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Dynamo;

/// <summary>The messages table in a real dynalite behind the real endpoint, and AWS's own client in front of it.</summary>
public sealed class DynamoRig : IAsyncLifetime
{
    public const string Table = "pennant-messages-test";
    private const string TableArn = $"arn:aws:dynamodb:us-east-1:000000000000:table/{Table}";

    private readonly string data = Directory.CreateTempSubdirectory("dynamo").FullName;

    internal FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    internal static CloudTemplate Template { get; } = new([new CloudResource("db", "Messages", "AWS::DynamoDB::Table", Table, TableArn, JsonNode.Parse("""
        {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "BillingMode": "PAY_PER_REQUEST",
         "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "queue", "AttributeType": "S"}, {"AttributeName": "created_at", "AttributeType": "S"}],
         "GlobalSecondaryIndexes": [{"IndexName": "PrinterQueueIndex", "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["status"]},
           "KeySchema": [{"AttributeName": "queue", "KeyType": "HASH"}, {"AttributeName": "created_at", "KeyType": "RANGE"}]}],
         "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"}, "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": true},
         "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true}, "SSESpecification": {"SSEEnabled": true},
         "Tags": [{"Key": "Project", "Value": "Pennant"}]}
        """)!.AsObject())]);

    internal DynamoService Service { get; private set; } = null!;

    internal AwsEndpoint Endpoint { get; private set; } = null!;

    internal TableStream Stream => Service.Stream($"{TableArn}/stream/2026-01-01T00:00:00.000")!;

    public AmazonDynamoDBClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Service = new DynamoService(Template, new DynamoSettings(await NodeModules.FolderAsync(), data), Time, NullLoggerFactory.Instance);
        await Service.StartAsync(CancellationToken.None);
        Endpoint = new AwsEndpoint(TestRole.Guard(), NullLoggerFactory.Instance);
        Endpoint.Add(Service);
        await Endpoint.StartAsync(0, CancellationToken.None);
        Client = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig { ServiceURL = Endpoint.Address.ToString(), AuthenticationRegion = "us-east-1", MaxErrorRetry = 0 });
    }

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Stops everything and starts it again on the same folder.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await InitializeAsync();
    }

    public Task<PutItemResponse> PutAsync(string id, params (string Name, string Text)[] attributes) =>
        Client.PutItemAsync(new PutItemRequest(Table, Item([("id", id), .. attributes])));

    public Task<UpdateItemResponse> SetAsync(string id, string attribute, string text, ReturnValue? returns = null) => Client.UpdateItemAsync(new UpdateItemRequest
    {
        TableName = Table, Key = Item(("id", id)), UpdateExpression = "SET #name = :value", ReturnValues = returns,
        ExpressionAttributeNames = new() { ["#name"] = attribute }, ExpressionAttributeValues = new() { [":value"] = new AttributeValue(text) },
    });

    public static Dictionary<string, AttributeValue> Item(params (string Name, string Text)[] attributes) =>
        attributes.ToDictionary(attribute => attribute.Name, attribute => new AttributeValue(attribute.Text));

    /// <summary>The stream's records of one item so far.</summary>
    internal List<JsonObject> Records(string id) =>
        [.. Stream.Read(0, int.MaxValue).Select(record => JsonNode.Parse(record.Json.Span)!.AsObject()).Where(record => (string?)record["dynamodb"]!["Keys"]!["id"]!["S"] == id)];

    private async Task StopAsync()
    {
        Client.Dispose();
        await Endpoint.DisposeAsync();
        await Service.DisposeAsync();
    }
}
