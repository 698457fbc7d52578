using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Pennant.Cdk.Constructs.Web;
using Pennant.Cdk.Settings;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs.Monitoring;

/// <summary>The dashboard of one environment. An account's first three are free, of at most 50 metrics each.</summary>
internal sealed class Overview : Construct
{
    private readonly Meters meters;

    public Overview(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        meters = new Meters(this, settings.Environment);
        var board = new Dashboard(this, "Dashboard", new DashboardProps { DashboardName = Names.Dashboard(settings.Environment), DefaultInterval = Amazon.CDK.Duration.Hours(12) });
        ((CfnDashboard)board.Node.DefaultChild!).AddPropertyOverride("Tags", settings.OwnTags());
        board.AddWidgets(Paper());
        board.AddWidgets(Api());
        board.AddWidgets(Functions());
        board.AddWidgets(Table());
        board.AddWidgets(Flow());
    }

    private IWidget[] Paper() =>
    [
        Graph("Submit to paper", 6, [meters.Own(Metrics.SubmitToPaper, Meters.Median, "p50"), meters.Own(Metrics.SubmitToPaper, Meters.Slowest, "p99")]),
        Graph("Queue age", 4, [meters.Own(Metrics.QueueAge, Meters.Maximum, "seconds")]),
        Graph("Failed and unconfirmed messages", 6, [meters.Own(Metrics.Failed, Meters.Sum, "failed"), meters.Own(Metrics.Unconfirmed, Meters.Sum, "unconfirmed")]),
        Graph("Refused acks", 4, [meters.Own(Metrics.RefusedAcks, Meters.Sum, "acks")]),
        Graph("Printers off line", 4, [meters.Own(Metrics.PrintersOffline, Meters.Maximum, "printers")]),
    ];

    private IWidget[] Api() =>
    [
        Graph("API requests", 8, [meters.Api("Count", Meters.Sum, "requests")]),
        Graph("API latency", 8, [meters.Api("Latency", Meters.Median, "p50"), meters.Api("Latency", Meters.Slowest, "p99")]),
        Graph("API 4xx and 5xx", 8, [meters.Api("4XXError", Meters.Sum, "4xx"), meters.Api("5XXError", Meters.Sum, "5xx")]),
    ];

    private IWidget[] Functions() =>
    [
        Graph("Lambda invocations", 6, meters.EachFunction("Invocations", Meters.Sum)),
        Graph("Lambda duration, p99", 6, meters.EachFunction("Duration", Meters.Slowest)),
        Graph("Lambda errors", 6, meters.EachFunction("Errors", Meters.Sum)),
        Graph("Lambda throttles", 6, meters.EachFunction("Throttles", Meters.Sum)),
    ];

    private IWidget[] Table() =>
    [
        Graph("DynamoDB capacity", 12, [meters.Table("ConsumedReadCapacityUnits", "read"), meters.Table("ConsumedWriteCapacityUnits", "written")]),
        Graph("DynamoDB throttles", 12, meters.TableThrottles()),
    ];

    private IWidget[] Flow() =>
    [
        Graph("Executions failed or timed out", 6, [meters.Executions("ExecutionsFailed", "failed"), meters.Executions("ExecutionsTimedOut", "timed out")]),
        Graph("IoT rule errors", 6, [meters.RuleFailures()]),
        Graph("Stream iterator age", 6, [meters.Function("Dispatch", "IteratorAge", Meters.Maximum)]),
        Graph("Amplify builds", 6, [meters.Builds(AmplifyBuilds.Succeeded), meters.Builds(AmplifyBuilds.Failed)]),
    ];

    private static GraphWidget Graph(string title, int width, IMetric[] left) => new(new GraphWidgetProps { Title = title, Width = width, Height = 6, Left = left });
}
