using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Xunit;

namespace Pennant.Tests.Dynamo;

public sealed class DynamoTests(DynamoRig rig) : IClassFixture<DynamoRig>
{
    [Theory]
    [InlineData("NONE", null, null)]
    [InlineData("ALL_OLD", "before", "kept")]
    [InlineData("ALL_NEW", "after", "kept")]
    [InlineData("UPDATED_OLD", "before", null)]
    [InlineData("UPDATED_NEW", "after", null)]
    public async Task A_caller_gets_the_attributes_it_asked_for_and_no_others(string returns, string? status, string? other)
    {
        await rig.PutAsync(returns, ("status", "before"), ("other", "kept"));

        var answer = await rig.SetAsync(returns, "status", "after", new ReturnValue(returns));

        Assert.Equal(status, answer.Attributes?.GetValueOrDefault("status")?.S);
        Assert.Equal(other, answer.Attributes?.GetValueOrDefault("other")?.S);
        Assert.Equal("after", rig.Records(returns)[1]["dynamodb"]!["NewImage"]!["status"]!["S"]!.ToString());
    }

    [Fact]
    public async Task The_sparse_index_holds_exactly_the_items_that_have_its_key_oldest_first()
    {
        await rig.PutAsync("late", ("queue", "kitchen"), ("created_at", "2026-02"));
        await rig.PutAsync("early", ("queue", "kitchen"), ("created_at", "2026-01"));
        await rig.PutAsync("done", ("created_at", "2025-12"));

        var answer = await rig.Client.QueryAsync(new QueryRequest(DynamoRig.Table)
        {
            IndexName = "PrinterQueueIndex", KeyConditionExpression = "queue = :queue", ExpressionAttributeValues = new() { [":queue"] = new("kitchen") },
        });

        Assert.Equal(["early", "late"], answer.Items.Select(item => item["id"].S));
    }

    [Fact]
    public async Task An_index_gives_its_keys_and_what_it_includes_and_nothing_else()
    {
        await rig.PutAsync("lean", ("queue", "attic"), ("created_at", "2026-01"), ("status", "QUEUED"), ("text", "long"));
        await rig.SetAsync("lean", "status", "DISPATCHED");

        var item = (await rig.Client.QueryAsync(Queue())).Items.Single();

        Assert.Equal(["created_at", "id", "queue", "status"], item.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("DISPATCHED", item["status"].S);
    }

    [Theory]
    [InlineData("#s, acks.outcome, id", null, "One or more parameter values were invalid: Global secondary index PrinterQueueIndex does not project [acks]")]
    [InlineData(null, "attribute_not_exists(acks.outcome) AND #s = :queue OR begins_with(id, :queue)", "One or more parameter values were invalid: Secondary index PrinterQueueIndex does not project one or more filter attributes: [acks]")]
    public async Task What_an_index_does_not_hold_cannot_be_asked_of_it(string? projection, string? filter, string refusal)
    {
        var query = Queue();
        (query.ProjectionExpression, query.FilterExpression, query.ExpressionAttributeNames) = (projection, filter, new() { ["#s"] = "status" });

        Assert.Equal(refusal, (await Assert.ThrowsAsync<AmazonDynamoDBException>(() => rig.Client.QueryAsync(query))).Message);
    }

    private static QueryRequest Queue() => new(DynamoRig.Table)
    {
        IndexName = "PrinterQueueIndex", KeyConditionExpression = "queue = :queue", ExpressionAttributeValues = new() { [":queue"] = new("attic") },
    };

    [Fact]
    public async Task A_window_with_three_places_gives_away_three()
    {
        await rig.PutAsync("window/kitchen");
        await rig.Client.UpdateItemAsync(new UpdateItemRequest
        {
            TableName = DynamoRig.Table, Key = DynamoRig.Item(("id", "window/kitchen")), UpdateExpression = "SET places = :none",
            ConditionExpression = "attribute_not_exists(places)", ExpressionAttributeValues = new() { [":none"] = new AttributeValue { M = [], IsMSet = true } },
        });

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(TakeAsync));

        Assert.Equal(3, taken.Count(took => took));

        async Task<bool> TakeAsync(int n)
        {
            try
            {
                await rig.Client.UpdateItemAsync(new UpdateItemRequest
                {
                    TableName = DynamoRig.Table, Key = DynamoRig.Item(("id", "window/kitchen")), UpdateExpression = "SET places.#id = :now", ConditionExpression = "size(places) < :window",
                    ExpressionAttributeNames = new() { ["#id"] = $"m{n}" }, ExpressionAttributeValues = new() { [":now"] = new("now"), [":window"] = new() { N = "3" } },
                });
                return true;
            }
            catch (ConditionalCheckFailedException)
            {
                return false;
            }
        }
    }

    [Fact]
    public async Task The_table_describes_itself_as_the_template_has_it()
    {
        var table = (await rig.Client.DescribeTableAsync(DynamoRig.Table)).Table;
        var limit = (await rig.Client.DescribeTimeToLiveAsync(DynamoRig.Table)).TimeToLiveDescription;
        var backups = await rig.Client.DescribeContinuousBackupsAsync(new DescribeContinuousBackupsRequest { TableName = DynamoRig.Table });
        var tags = await rig.Client.ListTagsOfResourceAsync(new ListTagsOfResourceRequest { ResourceArn = table.TableArn });

        Assert.Equal("arn:aws:dynamodb:us-east-1:000000000000:table/pennant-messages-test", table.TableArn);
        Assert.Equal(StreamViewType.NEW_AND_OLD_IMAGES, table.StreamSpecification.StreamViewType);
        Assert.Equal(table.TableArn + "/stream/2026-01-01T00:00:00.000", table.LatestStreamArn);
        Assert.Equal(("ttl", TimeToLiveStatus.ENABLED), (limit.AttributeName, limit.TimeToLiveStatus));
        Assert.Equal(PointInTimeRecoveryStatus.ENABLED, backups.ContinuousBackupsDescription.PointInTimeRecoveryDescription.PointInTimeRecoveryStatus);
        Assert.Equal("Pennant", tags.Tags.Single().Value);
    }

    [Fact]
    public async Task What_the_local_product_cannot_do_says_so()
    {
        var transaction = new TransactWriteItemsRequest { TransactItems = [new() { Put = new() { TableName = DynamoRig.Table, Item = DynamoRig.Item(("id", "x")) } }] };

        var refusal = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => rig.Client.TransactWriteItemsAsync(transaction));
        var missing = await Assert.ThrowsAsync<ResourceNotFoundException>(() => rig.Client.PutItemAsync("no-such-table", DynamoRig.Item(("id", "x"))));

        Assert.Contains("Use conditional writes", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Requested resource not found", missing.Message);
    }
}
