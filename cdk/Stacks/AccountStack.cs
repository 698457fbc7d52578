using Amazon.CDK;
using Constructs;
using Pennant.Cdk.Constructs.Account;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

/// <summary>What an account and region has once, for all environments: the same whichever is deployed and whatever is set for it, and protected because the other may live on it.</summary>
internal sealed class AccountStack : Stack
{
    public AccountStack(Construct scope, CloudSettings settings)
        : base(scope, "pennant-account", new StackProps { Description = "Pennant: what the account has once, for all environments.", TerminationProtection = true })
    {
        _ = new AuditTrail(this, "Trail");
        _ = new ApiLogging(this, "ApiLogging");
        _ = new IotLogging(this, "IotLogging");
        settings.TagShared(this);
    }
}
