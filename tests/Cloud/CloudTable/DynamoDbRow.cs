using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>DynamoDB: <c>pennant-messages-{env}</c>, on demand, key <c>id</c> (S), index <c>PrintedStatusIndex</c> on <c>printed</c> (S) + <c>created_at</c> (S), all attributes projected, stream on, encryption at rest, point-in-time recovery, retained in prod.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class DynamoDbRow(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("dev", "Delete")]
    [InlineData("prod", "Retain")]
    public void The_table_is_as_the_row_says(string env, string onDeletion)
    {
        var made = env == "prod" ? cloud.Prod : cloud.Dev;
        var table = made.One("AWS::DynamoDB::Table", $"pennant-messages-{env}");
        var index = table.Properties["GlobalSecondaryIndexes"]!.AsArray().Single(one => (string?)one!["IndexName"] == "PrintedStatusIndex")!;
        var types = table.Properties["AttributeDefinitions"]!.AsArray().ToDictionary(one => (string)one!["AttributeName"]!, one => (string)one!["AttributeType"]!);

        Assert.Equal("PAY_PER_REQUEST", (string?)table.Properties["BillingMode"]);
        Assert.Equal("""[{"AttributeName":"id","KeyType":"HASH"}]""", table.Properties["KeySchema"]!.ToJsonString());
        Assert.Equal("""[{"AttributeName":"printed","KeyType":"HASH"},{"AttributeName":"created_at","KeyType":"RANGE"}]""", index["KeySchema"]!.ToJsonString());
        Assert.Equal("""{"ProjectionType":"ALL"}""", index["Projection"]!.ToJsonString());
        Assert.Equal(("S", "S", "S"), (types["id"], types["printed"], types["created_at"]));
        Assert.Equal("NEW_AND_OLD_IMAGES", (string?)table.Properties["StreamSpecification"]!["StreamViewType"]);
        Assert.True((bool)table.Properties["SSESpecification"]!["SSEEnabled"]!);
        Assert.True((bool)table.Properties["PointInTimeRecoverySpecification"]!["PointInTimeRecoveryEnabled"]!);
        Assert.Equal((onDeletion, onDeletion), made.Fate(table));
        Assert.Equal(env == "prod", (bool?)table.Properties["DeletionProtectionEnabled"] ?? false);
    }
}
