using Amazon.CDK.AWS.APIGateway;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Api;

/// <summary>One key for everybody whom the owner gives it to, in a link. AWS makes it up; its value is in no template.</summary>
/// <remarks>It keeps strangers and their programs out and bounds what they could cost. It does not tell senders apart.</remarks>
internal sealed class SenderKey : Construct
{
    public SenderKey(Construct scope, string id, CloudSettings settings, RestApi api) : base(scope, id)
    {
        var name = $"pennant-senders-{settings.Environment}";
        var key = new ApiKey(this, "Key", new ApiKeyProps { ApiKeyName = name, Description = "For the pages, by link." });
        var plan = api.AddUsagePlan("Plan", new UsagePlanProps
        {
            Name = name,
            Throttle = new ThrottleSettings { RateLimit = 50, BurstLimit = 100 },
            // A preview at every pause in writing counts as well.
            Quota = new QuotaSettings { Limit = 50_000, Period = Period.DAY },
            ApiStages = [new UsagePlanPerApiStage { Api = api, Stage = api.DeploymentStage }],
        });
        plan.AddApiKey(key);
    }
}
