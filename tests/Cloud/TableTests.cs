using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class TableTests(SynthesizedCloud cloud)
{
    private const string Promised = """
        {
          "AttributeDefinitions": [
            {"AttributeName": "id", "AttributeType": "S"}, {"AttributeName": "printed", "AttributeType": "S"},
            {"AttributeName": "created_at", "AttributeType": "S"}, {"AttributeName": "queue", "AttributeType": "S"}
          ],
          "BillingMode": "PAY_PER_REQUEST",
          "DeletionProtectionEnabled": false,
          "GlobalSecondaryIndexes": [
            {
              "IndexName": "PrintedStatusIndex",
              "KeySchema": [{"AttributeName": "printed", "KeyType": "HASH"}, {"AttributeName": "created_at", "KeyType": "RANGE"}],
              "Projection": {"ProjectionType": "ALL"}
            },
            {
              "IndexName": "PrinterQueueIndex",
              "KeySchema": [{"AttributeName": "queue", "KeyType": "HASH"}, {"AttributeName": "created_at", "KeyType": "RANGE"}],
              "Projection": {
                "NonKeyAttributes": ["printer", "status", "expires_at", "paper_mm", "round", "execution", "dispatched_at", "cancel_requested_at"],
                "ProjectionType": "INCLUDE"
              }
            }
          ],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": true},
          "SSESpecification": {"SSEEnabled": true},
          "StreamSpecification": {"StreamViewType": "NEW_AND_OLD_IMAGES"},
          "TableName": "pennant-messages-dev",
          "TimeToLiveSpecification": {"AttributeName": "ttl", "Enabled": true}
        }
        """;

    [Fact]
    public void The_table_is_exactly_as_promised()
    {
        var table = cloud.Dev.Of("AWS::DynamoDB::Table").Single().Properties.DeepClone().AsObject();
        table.Remove("Tags");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Promised), table), table.ToJsonString());
    }

    [Fact]
    public void In_prod_the_table_and_the_dead_letters_outlive_their_stacks()
    {
        Assert.Equal("pennant-messages-prod", cloud.Prod.Of("AWS::DynamoDB::Table").Single().Name);
        Assert.Equal(("Retain", "Delete"), (Deletion(cloud.Prod, "db", "AWS::DynamoDB::Table"), Deletion(cloud.Dev, "db", "AWS::DynamoDB::Table")));
        Assert.Equal(("Retain", "Delete"), (Deletion(cloud.Prod, "print", "AWS::S3::Bucket"), Deletion(cloud.Dev, "print", "AWS::S3::Bucket")));
        Assert.True((bool)cloud.Prod.Of("AWS::DynamoDB::Table").Single().Properties["DeletionProtectionEnabled"]!);
    }

    private static string? Deletion(Synthesis made, string stack, string type)
    {
        var env = made.Of("AWS::DynamoDB::Table").Single().Name.Split('-')[^1];
        return (string?)made.Stack($"pennant-{stack}-{env}")["Resources"]!.AsObject().Single(one => (string?)one.Value!["Type"] == type).Value!["DeletionPolicy"];
    }
}
