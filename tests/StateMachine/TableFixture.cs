using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Tests.Dynamo;
using Xunit;

namespace Pennant.Tests.StateMachine;

/// <summary>The messages table in the real engine, shared by all tests of the workflow; each has a printer of its own.</summary>
public sealed class TableFixture : IAsyncLifetime
{
    public const string Table = "pennant-messages-test";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pennant-workflow-");

    internal DynamoService Dynamo { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var table = new CloudResource("db", "Messages", "AWS::DynamoDB::Table", Table, $"arn:aws:dynamodb:us-east-1:000000000000:table/{Table}", JsonNode.Parse("""
            {"KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST",
             "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"queue","AttributeType":"S"},{"AttributeName":"created_at","AttributeType":"S"}],
             "GlobalSecondaryIndexes":[{"IndexName":"PrinterQueueIndex","Projection":{"ProjectionType":"INCLUDE","NonKeyAttributes":NAMES},
               "KeySchema":[{"AttributeName":"queue","KeyType":"HASH"},{"AttributeName":"created_at","KeyType":"RANGE"}]}]}
            """.Replace("NAMES", JsonSerializer.Serialize(Fields.InQueue), StringComparison.Ordinal))!.AsObject());
        Dynamo = new DynamoService(new CloudTemplate([table]), new DynamoSettings(await NodeModules.FolderAsync(), _folder.FullName), new FakeTimeProvider(), NullLoggerFactory.Instance);
        await Dynamo.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Dynamo.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

[CollectionDefinition(nameof(Workflows))]
public sealed class Workflows : ICollectionFixture<TableFixture>;
