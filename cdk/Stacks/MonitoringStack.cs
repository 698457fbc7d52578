using Amazon.CDK;
using Constructs;
using Pennant.Cdk.Constructs.Monitoring;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

internal sealed class MonitoringStack : Stack
{
    public MonitoringStack(Construct scope, CloudSettings settings)
        : base(scope, $"pennant-monitoring-{settings.Environment}", settings.Stack("Pennant: what to look at, and who is told."))
    {
        _ = new Overview(this, "Overview", settings);
        _ = new MonthlyBudget(this, "Spending", settings);
        if (settings.Alarms is { } mail) _ = new Alarms(this, "Alarms", settings, mail);
    }
}
