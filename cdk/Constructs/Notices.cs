using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <summary>How people are told: by the workflow of a message that came to nothing, by the environment's alarms. One topic, so that one mail address is confirmed once.</summary>
/// <remarks>Encrypted on its way, not at rest: CloudWatch cannot publish to a topic under AWS's own key, a key of ours costs $1 a month, and a notice holds a message's id and no text.</remarks>
internal sealed class Notices : Construct
{
    public Notices(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        Topic = new Topic(this, "Topic", new TopicProps { TopicName = Names.Notices(settings.Environment) });
        var policy = new TopicPolicy(this, "Policy", new TopicPolicyProps { Topics = [Topic], EnforceSSL = true });
        policy.Document.AddStatements(new PolicyStatement(new PolicyStatementProps
        {
            Sid = "AlarmsOfThisEnvironment",
            Principals = [new ServicePrincipal("cloudwatch.amazonaws.com")],
            Actions = ["sns:Publish"],
            Resources = [Topic.TopicArn],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = Aws.ACCOUNT_ID },
                ["ArnLike"] = new Dictionary<string, object>
                {
                    ["aws:SourceArn"] = Stack.Of(this).FormatArn(new ArnComponents
                    {
                        Service = "cloudwatch", Resource = "alarm", ResourceName = Names.Alarm("*", settings.Environment), ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
                    }),
                },
            },
        }));
    }

    public Topic Topic { get; }
}
