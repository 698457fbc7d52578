using Amazon.CDK;
using Constructs;
using Pennant.Cdk.Constructs.Monitoring;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

internal sealed class MonitoringStack : Stack
{
    /// <param name="app">The Amplify app that the pages are in; null where there is none.</param>
    public MonitoringStack(Construct scope, CloudSettings settings, string? app)
        : base(scope, $"pennant-monitoring-{settings.Environment}", settings.Stack("Pennant: what to look at, and who is told."))
    {
        var builds = app is null ? null : new AmplifyBuilds(this, "Builds", settings, app);
        _ = new Overview(this, "Overview", settings, builds);
        if (settings.Alarms is { } mail) _ = new Alarms(this, "Alarms", settings, mail);
    }
}
