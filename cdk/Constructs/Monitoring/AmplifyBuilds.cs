using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Pennant.Cdk.Settings;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace Pennant.Cdk.Constructs.Monitoring;

/// <summary>Counts the builds of the pages. Amplify keeps no metric of them, but tells EventBridge, which counts what its rules match.</summary>
internal sealed class AmplifyBuilds : Construct
{
    private readonly CloudSettings settings;

    public AmplifyBuilds(Construct scope, string id, CloudSettings settings, string appId) : base(scope, id)
    {
        this.settings = settings;
        Succeeded = Count("SUCCEED", "succeeded", appId);
        Failed = Count("FAILED", "failed", appId);
    }

    public Metric Succeeded { get; }

    public Metric Failed { get; }

    private Metric Count(string status, string word, string appId)
    {
        var name = $"pennant-builds-{word}-{settings.Environment}";
        var rule = new CfnRule(this, word, new Amazon.CDK.AWS.Events.CfnRuleProps
        {
            Name = name,
            Description = $"Counts the builds of the pages that {word}.",
            EventPattern = EventPattern.Of("aws.amplify", "Amplify Deployment Status Change", (["appId"], appId), (["jobStatus"], status)),
        });
        rule.AddPropertyOverride("Tags", settings.OwnTags());
        return Meters.Events(name, "TriggeredRules", word);
    }
}
