using System.Text.Json.Nodes;
using Amazon.CDK.AWS.DynamoDB;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs;

/// <summary>Which changes of the table Dispatch is told of, and what becomes of those that it cannot handle.</summary>
internal sealed class StreamMapping : Construct
{
    public StreamMapping(Construct scope, string id, Table table, Function dispatch, Bucket deadLetters) : base(scope, id)
    {
        _ = new CfnEventSourceMapping(this, "Mapping", new CfnEventSourceMappingProps
        {
            FunctionName = dispatch.FunctionName,
            EventSourceArn = table.TableStreamArn,
            StartingPosition = "TRIM_HORIZON",
            BatchSize = 25,
            // Several batches of a shard at a time, each item's changes in order: one printer's trouble does not hold up the others. A printer's own order is Dispatch's care, whoever is first.
            ParallelizationFactor = 4,
            MaximumBatchingWindowInSeconds = 0,
            MaximumRetryAttempts = 5,
            MaximumRecordAgeInSeconds = 3_600,
            BisectBatchOnFunctionError = true,
            FunctionResponseTypes = ["ReportBatchItemFailures"],
            FilterCriteria = new CfnEventSourceMapping.FilterCriteriaProperty
            {
                Filters = Filters().Select(pattern => new CfnEventSourceMapping.FilterProperty { Pattern = pattern.ToJsonString() }).ToArray(),
            },
            DestinationConfig = new CfnEventSourceMapping.DestinationConfigProperty
            {
                OnFailure = new CfnEventSourceMapping.OnFailureProperty { Destination = deadLetters.BucketArn },
            },
        });
    }

    private static IEnumerable<JsonObject> Filters()
    {
        // A new message.
        yield return Change("INSERT", Text(Fields.Status, MessageState.Queued.Name()));
        // The device's last word.
        yield return Change("MODIFY", (Fields.Acks, new JsonObject { ["M"] = new JsonObject { [Fields.Ack.Outcome] = new JsonObject { ["S"] = Exists(true) } } }));
        // Terminal: no longer in the queue.
        yield return Change("MODIFY", (Fields.Queue, new JsonObject { ["S"] = Exists(false) }), (Fields.Status, new JsonObject { ["S"] = Exists(true) }));
        // Back in the queue.
        yield return Change("MODIFY", Text(Fields.Status, MessageState.Queued.Name()));
    }

    private static JsonObject Change(string name, params (string Attribute, JsonNode Rule)[] rules) => new()
    {
        ["eventName"] = new JsonArray(name),
        ["dynamodb"] = new JsonObject { ["NewImage"] = new JsonObject(rules.Select(rule => KeyValuePair.Create<string, JsonNode?>(rule.Attribute, rule.Rule))) },
    };

    private static (string, JsonNode) Text(string attribute, string value) => (attribute, new JsonObject { ["S"] = new JsonArray(value) });

    private static JsonArray Exists(bool does) => [new JsonObject { ["exists"] = does }];
}
