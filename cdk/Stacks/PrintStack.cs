using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using Pennant.Contract;
using Pennant.Cdk.Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

/// <summary>From the stored message to paper: the functions, what calls them, and the workflow.</summary>
internal sealed class PrintStack : Stack
{
    private const string Acks =
        "SELECT topic(2) AS thing, clientid() AS client, principal() AS principal, timestamp() AS received_at, encode(*, 'base64') AS body FROM 'pennant/+/acks'";

    private const string Presence = "SELECT * FROM '$aws/events/presence/+/+' WHERE eventType = 'connected' OR eventType = 'disconnected'";

    public PrintStack(Construct scope, CloudSettings settings, MessageTable messages)
        : base(scope, $"pennant-print-{settings.Environment}", settings.Stack("Pennant: from the stored message to paper."))
    {
        var letters = new DeadLetters(this, "DeadLetters", settings);
        var deadLetters = letters.Bucket;
        var notices = new Notices(this, "Notices", settings).Topic;
        var functions = new PrinterFunctions(this, settings, messages.Table, deadLetters, notices);
        letters.AreWrittenBy(
            new StreamMapping(this, "Stream", messages.Table, functions.Dispatch, deadLetters),
            new FunctionRule(this, "AckRule", settings, new FunctionRuleProps("acks", Acks, functions.Acknowledge, deadLetters)),
            new FunctionRule(this, "PresenceRule", settings, new FunctionRuleProps("presence", Presence, functions.Presence, deadLetters)),
            new FunctionSchedule(this, "Watching", settings, new FunctionScheduleProps("watch", "Looks at every printer and its queue, for the alarms.", Metrics.WatchedEvery, functions.Watch, deadLetters)),
            new FailureDestination(this, "PublishFailures", functions.Publish, deadLetters, retries: 0));
        (Api, Preview, Publish) = (functions.Api, functions.Preview, functions.Publish);
        _ = new CfnOutput(this, "StateMachineArn", new CfnOutputProps { Value = functions.Workflow.StateMachineArn });
        _ = new CfnOutput(this, "NoticeTopicArn", new CfnOutputProps { Value = notices.TopicArn });
        _ = new CfnOutput(this, "DeadLetterBucket", new CfnOutputProps { Value = deadLetters.BucketName });
    }

    public Function Api { get; }

    public Function Preview { get; }

    /// <summary>Called by CloudFormation when the pages are to be published.</summary>
    public Function Publish { get; }
}
