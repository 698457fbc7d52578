using Constructs;
using Pennant.Cdk.Settings;
using CfnRule = Amazon.CDK.AWS.Events.CfnRule;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>Counts the builds of the pages. Amplify keeps no metric of them, but tells EventBridge, which counts what its rules match.</summary>
internal sealed class AmplifyBuilds : Construct
{
    public const string Succeeded = "succeeded", Failed = "failed";

    private readonly CloudSettings settings;

    public AmplifyBuilds(Construct scope, string id, CloudSettings settings, string appId) : base(scope, id)
    {
        this.settings = settings;
        Count("SUCCEED", Succeeded, appId);
        Count("FAILED", Failed, appId);
    }

    /// <summary>The name of a rule: by it the dashboard finds the counts, and no other stack holds on to the app.</summary>
    public static string Rule(string word, string env) => $"pennant-builds-{word}-{env}";

    private void Count(string status, string word, string appId)
    {
        var rule = new CfnRule(this, word, new Amazon.CDK.AWS.Events.CfnRuleProps
        {
            Name = Rule(word, settings.Environment),
            Description = $"Counts the builds of the pages that {word}.",
            EventPattern = EventPattern.Of("aws.amplify", "Amplify Deployment Status Change", (["appId"], appId), (["jobStatus"], status)),
        });
        rule.AddPropertyOverride("Tags", settings.OwnTags());
    }
}
