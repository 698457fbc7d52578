using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Endpoint.Access;

/// <summary>DynamoDB and its streams. Source: service authorization reference, "Actions, resources, and condition keys for Amazon DynamoDB".</summary>
internal static class DynamoDbNeeds
{
    public static IReadOnlyList<Need>? Of(Operation operation) => operation.Name switch
    {
        "GetItem" or "PutItem" or "UpdateItem" or "DeleteItem" or "DescribeTable" or "DescribeTimeToLive" or "DescribeContinuousBackups" => [On(operation, Table(operation.Required("TableName")))],
        // What reads an index needs the index and not its table.
        "Query" or "Scan" => [On(operation, Table(operation.Required("TableName")) + (operation.Text("IndexName") is { } index ? $"/index/{index}" : ""))],
        "BatchGetItem" or "BatchWriteItem" => [.. (operation.Input["RequestItems"] as JsonObject ?? []).Select(table => On(operation, Table(table.Key)))],
        "ListTagsOfResource" => [On(operation, operation.Required("ResourceArn"))],
        // The service itself says that it has none.
        "TransactGetItems" or "TransactWriteItems" => [],
        "ListTables" => [On(operation, "*")],
        "DescribeStream" or "GetShardIterator" or "GetRecords" => [On(operation, operation.Required("StreamArn"))],
        "ListStreams" => [On(operation, Table(operation.Required("TableName")) + "/stream/*")],
        _ => null,
    };

    private static Need On(Operation operation, string resource) => new($"dynamodb:{operation.Name}", resource);

    private static string Table(string nameOrArn) => Arn.Of("dynamodb", "table/", nameOrArn);
}
