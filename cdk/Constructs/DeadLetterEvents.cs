using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.S3;
using Constructs;
using Pennant.Cdk.Settings;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace Pennant.Cdk.Constructs;

/// <summary>Each dead letter, whoever put it there, is a line in a log of its own and a count of the rule, which is what the alarm looks at: S3's own counts come once a day, or cost as much as all else.</summary>
internal sealed class DeadLetterEvents : Construct
{
    public DeadLetterEvents(Construct scope, string id, CloudSettings settings, Bucket bucket) : base(scope, id)
    {
        var name = Names.DeadLetterRule(settings.Environment);
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = $"/aws/events/{name}",
            Retention = PrinterFunction.Retention(settings),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var rule = new CfnRule(this, "Rule", new Amazon.CDK.AWS.Events.CfnRuleProps
        {
            Name = name,
            Description = "Each dead letter.",
            EventPattern = EventPattern.Of("aws.s3", "Object Created", (["bucket", "name"], bucket.BucketName)),
            Targets = new[] { new CfnRule.TargetProperty { Id = "Log", Arn = LogArn(log.LogGroupName) } },
        });
        rule.AddPropertyOverride("Tags", settings.OwnTags());
        _ = new CfnResourcePolicy(this, "MayWrite", new CfnResourcePolicyProps { PolicyName = name, PolicyDocument = Stack.Of(this).ToJsonString(MayWrite(log, rule)) });
    }

    private string LogArn(string name) => Stack.Of(this).FormatArn(new ArnComponents
    {
        Service = "logs", Resource = "log-group", ResourceName = name, ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    /// <summary>As AWS documents it: a stream's making comes without the rule's name.</summary>
    private static Dictionary<string, object> MayWrite(LogGroup log, CfnRule rule)
    {
        var write = By("logs:PutLogEvents", log);
        write["Condition"] = new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rule.AttrArn } };
        return new() { ["Version"] = "2012-10-17", ["Statement"] = new object[] { By("logs:CreateLogStream", log), write } };
    }

    private static Dictionary<string, object> By(string action, LogGroup log) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = new Dictionary<string, object> { ["Service"] = new[] { "events.amazonaws.com", "delivery.logs.amazonaws.com" } },
        ["Action"] = action,
        ["Resource"] = log.LogGroupArn,
    };
}
