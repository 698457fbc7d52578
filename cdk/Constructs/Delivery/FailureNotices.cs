using Amazon.CDK;
using Amazon.CDK.AWS.CodePipeline;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SQS;
using Constructs;
using Pennant.Cdk.Settings;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;
using CfnRuleProps = Amazon.CDK.AWS.Events.CfnRuleProps;

namespace Pennant.Cdk.Constructs.Delivery;

/// <summary>Says by mail when the pipeline fails, and when it waits for a person. Without an address whoever wants to know subscribes to the topic.</summary>
internal sealed class FailureNotices : Construct
{
    private readonly CloudSettings settings;

    public FailureNotices(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        this.settings = settings;
        Topic = new Topic(this, "Topic", new TopicProps { TopicName = "pennant-pipeline-notices", DisplayName = "Pennant's pipeline" });
        if (settings.Alarms is { } mail) _ = new Subscription(this, "Mail", new SubscriptionProps { Topic = Topic, Protocol = SubscriptionProtocol.EMAIL, Endpoint = mail });
    }

    public Topic Topic { get; }

    public void Watch(CfnPipeline pipeline)
    {
        var undelivered = new Queue(this, "Undelivered", new QueueProps
        {
            QueueName = "pennant-pipeline-undelivered", Encryption = QueueEncryption.SQS_MANAGED, EnforceSSL = true, RetentionPeriod = Duration.Days(14), RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var failed = Rule("Failed", "The pipeline failed.", undelivered, Pattern("Pipeline", (["pipeline"], pipeline.Name!), (["state"], "FAILED")),
            "Pennant's pipeline failed. Nothing after the step that failed was deployed, and what CloudFormation had begun it rolled back. See which step it was: ");
        var waiting = Rule("Waiting", "The pipeline waits for a person's leave.", undelivered, Pattern("Action", (["pipeline"], pipeline.Name!), (["state"], "STARTED"), (["type", "category"], "Approval")),
            "Pennant's pipeline has deployed dev and waits for your leave to go on to prod: ");
        foreach (var rule in new[] { failed, waiting }) rule.AddPropertyOverride("Tags", settings.OwnTags(isShared: true));
        var policy = new TopicPolicy(this, "Policy", new TopicPolicyProps { Topics = [Topic], EnforceSSL = true });
        // Without a condition: in a topic's policy EventBridge knows none (EventBridge user guide, "Using resource-based policies"). Somebody else's rule could have a mail sent, and nothing more.
        policy.Document.AddStatements(FromRules("sns:Publish", Topic.TopicArn));
        undelivered.AddToResourcePolicy(FromRules("sqs:SendMessage", undelivered.QueueArn, failed, waiting));
    }

    /// <param name="rules">The only ones that may; any where none is named.</param>
    private static PolicyStatement FromRules(string action, string resource, params CfnRule[] rules) => new(new PolicyStatementProps
    {
        Effect = Effect.ALLOW,
        Principals = [new ServicePrincipal("events.amazonaws.com")],
        Actions = [action],
        Resources = [resource],
        Conditions = rules.Length == 0 ? null : new Dictionary<string, object> { ["ArnEquals"] = new Dictionary<string, object> { ["aws:SourceArn"] = rules.Select(rule => rule.AttrArn).ToArray() } },
    });

    private static Dictionary<string, object> Pattern(string kind, params (string[] Path, string Value)[] detail) => EventPattern.Of("aws.codepipeline", $"CodePipeline {kind} Execution State Change", detail);

    private CfnRule Rule(string id, string description, Queue undelivered, Dictionary<string, object> pattern, string sentence) => new(this, id, new CfnRuleProps
    {
        Name = $"{DeliveryPipeline.Name}-{id.ToLowerInvariant()}",
        Description = description,
        EventPattern = pattern,
        Targets = new[] { new CfnRule.TargetProperty { Id = "Topic", Arn = Topic.TopicArn, InputTransformer = Say(sentence), DeadLetterConfig = new CfnRule.DeadLetterConfigProperty { Arn = undelivered.QueueArn } } },
    });

    private static CfnRule.InputTransformerProperty Say(string sentence) => new()
    {
        InputPathsMap = new Dictionary<string, string> { ["region"] = "$.region" },
        InputTemplate = $"\"{sentence}https://<region>.console.aws.amazon.com/codesuite/codepipeline/pipelines/{DeliveryPipeline.Name}/view?region=<region>\"",
    };
}
