using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using Pennant.Cdk.Constructs.Web;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs.Monitoring;

/// <summary>The numbers that AWS and Pennant keep of one environment, five minutes each. By name, so that no stack has to export anything and each can be torn down.</summary>
internal sealed class Meters(IConstruct scope, string env)
{
    public const string Sum = "Sum", Maximum = "Maximum", Median = "p50", Slowest = "p99";

    /// <summary>The writes, which touch the indexes too: AWS refuses one when an index cannot take it, and counts it here. Reads are a quarter of them.</summary>
    private static readonly string[] Throttled = ["PutItem", "UpdateItem"];

    public Metric Api(string name, string statistic, string? label = null) => Of("AWS/ApiGateway", name, statistic, label, ("ApiName", Names.Api(env)), ("Stage", env));

    public Metric Function(string verb, string name, string statistic) => Of("AWS/Lambda", name, statistic, verb, ("FunctionName", Names.Function(verb, env)));

    public Metric[] EachFunction(string name, string statistic) => [.. Names.Verbs.Select(verb => Function(verb, name, statistic))];

    public Metric Table(string name, string label) => Of("AWS/DynamoDB", name, Sum, label, ("TableName", Names.Table(env)));

    public Metric[] TableThrottles() => [.. Throttled.Select(operation => Of("AWS/DynamoDB", "ThrottledRequests", Sum, operation, ("TableName", Names.Table(env)), ("Operation", operation)))];

    public Metric Executions(string name, string label) => Of("AWS/States", name, Sum, label, ("StateMachineArn", Arn("states", "stateMachine", Names.StateMachine(env))));

    /// <summary>How often an EventBridge rule called its target.</summary>
    public static Metric Events(string rule, string name, string label) => Of("AWS/Events", name, Sum, label, ("RuleName", rule));

    public Metric Builds(string word) => Events(AmplifyBuilds.Rule(word, env), "TriggeredRules", word);

    /// <summary>Pennant's own, see <see cref="Metrics"/>.</summary>
    public Metric Own(string name, string statistic, string? label = null) => Of(Metrics.Namespace, name, statistic, label, (Metrics.Dimension, env));

    /// <summary>Executions of all functions of the account and region at a time: without a dimension, and as their maximum.</summary>
    /// <remarks>Service Quotas names exactly this as what the quota of concurrent executions (L-B99A9384) is held against, so <c>SERVICE_QUOTA</c> knows it. In AWS/Usage Lambda counts none.</remarks>
    public static Metric Concurrency() => Of("AWS/Lambda", "ConcurrentExecutions", Maximum, null);

    /// <summary>What the rules could not give to their function: AWS names the kind of action as it likes, so it is searched for.</summary>
    public MathExpression RuleFailures() => Search(
        "Failure", $$"""{AWS/IoT,ActionType,RuleName} MetricName="Failure" RuleName=("{{Names.TopicRule("acks", env)}}" OR "{{Names.TopicRule("presence", env)}}")""");

    private static MathExpression Search(string label, string what) => new(new MathExpressionProps
    {
        Expression = $"SEARCH('{what}', 'Sum', 300)", UsingMetrics = new Dictionary<string, IMetric>(), Label = label, Period = Duration.Minutes(5),
    });

    private string Arn(string service, string kind, string name) =>
        Stack.Of(scope).FormatArn(new ArnComponents { Service = service, Resource = kind, ResourceName = name, ArnFormat = ArnFormat.COLON_RESOURCE_NAME });

    private static Metric Of(string space, string name, string statistic, string? label, params (string Name, string Value)[] dimensions) => new(new MetricProps
    {
        Namespace = space, MetricName = name, Statistic = statistic, Label = label, Period = Duration.Minutes(5),
        DimensionsMap = dimensions.ToDictionary(one => one.Name, one => one.Value),
    });
}
