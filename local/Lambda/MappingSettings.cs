using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;

namespace Pennant.Local.Lambda;

/// <summary>One <c>AWS::Lambda::EventSourceMapping</c> on a table's stream, with AWS's defaults where the template says nothing.</summary>
/// <param name="Source">ARN of the stream.</param>
/// <param name="Retries">-1: until the record is too old.</param>
/// <param name="LongestAge">Null: as long as the stream keeps a record.</param>
internal sealed record MappingSettings(string Id, string Function, string Source, EventFilter Filter, int BatchSize, TimeSpan Window, bool FromStart, bool ReportsItems, bool Bisects, int Retries, TimeSpan? LongestAge, string? OnFailure, bool IsEnabled = true)
{
    public const string Shard = "shardId-00000001767225600000-00000001";

    public static MappingSettings Of(CloudResource mapping)
    {
        var properties = mapping.Properties;
        var age = FunctionSettings.Number(properties["MaximumRecordAgeInSeconds"]) ?? -1;
        return new MappingSettings(
            new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{mapping.Stack}/{mapping.LogicalId}")).AsSpan(0, 16)).ToString(),
            properties["FunctionName"]!.ToString(),
            properties["EventSourceArn"]!.ToString(),
            EventFilter.Parse((properties["FilterCriteria"]?["Filters"] as JsonArray ?? []).Select(filter => filter!["Pattern"]!.ToString())),
            FunctionSettings.Number(properties[nameof(BatchSize)]) ?? 100,
            TimeSpan.FromSeconds(FunctionSettings.Number(properties["MaximumBatchingWindowInSeconds"]) ?? 0),
            properties["StartingPosition"]?.ToString() != "LATEST",
            (properties["FunctionResponseTypes"] as JsonArray ?? []).Any(type => type?.ToString() == "ReportBatchItemFailures"),
            TableSchema.IsTrue(properties["BisectBatchOnFunctionError"]),
            FunctionSettings.Number(properties["MaximumRetryAttempts"]) ?? -1,
            age < 0 ? null : TimeSpan.FromSeconds(age),
            properties["DestinationConfig"]?[nameof(OnFailure)]?["Destination"]?.ToString(),
            properties["Enabled"] is null || TableSchema.IsTrue(properties["Enabled"]));
    }
}
