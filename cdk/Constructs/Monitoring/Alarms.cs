using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.CloudWatch.Actions;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Constructs;
using Pennant.Cdk.Settings;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs.Monitoring;

/// <summary>What somebody is told of, and that it is over. Each has an entry of its name in docs/runbook.md.</summary>
/// <remarks>AWS charges $0.10 for each metric that an alarm looks at, the first ten of an account free. That a single message failed or was not confirmed is told by the workflow itself, so no alarm counts it.</remarks>
internal sealed class Alarms : Construct
{
    /// <summary>It calls itself once in five minutes, so it never fails often: printer-offline tells when it does.</summary>
    private const string Watched = "Watch";

    private readonly CloudSettings settings;
    private readonly Meters meters;
    private readonly SnsAction tell;

    public Alarms(Construct scope, string id, CloudSettings settings, string mail) : base(scope, id)
    {
        (this.settings, meters) = (settings, new Meters(this, settings.Environment));
        var notices = Topic.FromTopicArn(this, "Notices", Stack.Of(this).FormatArn(new ArnComponents { Service = "sns", Resource = Names.Notices(settings.Environment) }));
        notices.AddSubscription(new EmailSubscription(mail));
        tell = new SnsAction(notices);
        WatchTheApi();
        WatchTheFunctions();
        WatchTheTable();
        WatchThePaper();
    }

    private void WatchTheApi() =>
        Add("api-5xx", "The API answered more than 10 requests with 5xx in 5 minutes.", meters.Api("5XXError", Meters.Sum), 10);

    private void WatchTheFunctions()
    {
        Add("function-errors", "The functions failed more than 5 times in 5 minutes.", Total([.. Names.Verbs.Where(verb => verb != Watched).Select(verb => meters.Function(verb, "Errors", Meters.Sum))]), 5);
        Add("function-concurrency", "More than 80 % of the functions that the account may run at a time are running.",
            Math("100 * used / SERVICE_QUOTA(used)", new() { ["used"] = Meters.Concurrency() }), 80);
        Add("stream-behind", "Dispatch is more than a minute behind what is written to the table.", meters.Function("Dispatch", "IteratorAge", Meters.Maximum), 60_000);
    }

    /// <summary>CloudWatch leaves an alarm on DynamoDB as it is while there is no data, and throttles are counted only when there are any: without the zeros it would never end.</summary>
    private void WatchTheTable() => Add("table-throttles", "DynamoDB refused requests because there were too many.", Total(meters.TableThrottles(), metric => $"FILL({metric}, 0)"), 0);

    private void WatchThePaper()
    {
        Add("executions", "A print workflow failed or timed out.", Total([meters.Executions("ExecutionsFailed", "failed"), meters.Executions("ExecutionsTimedOut", "timed out")]), 0);
        Add("dead-letters", "Something could not be handled and was put aside.", Meters.Events(Names.DeadLetterRule(settings.Environment), "Invocations", "dead letters"), 0);
        // No data means that nobody looks, and then nobody would know.
        Add("printer-offline", "A printer is off line, or nobody has looked for 10 minutes.", meters.Own(Metrics.PrintersOffline, Meters.Maximum), 0, minutes: 10, TreatMissingData.BREACHING);
    }

    private void Add(string name, string what, IMetric metric, double limit, int minutes = 5, TreatMissingData missing = TreatMissingData.NOT_BREACHING)
    {
        var alarm = new Alarm(this, name, new AlarmProps
        {
            AlarmName = Names.Alarm(name, settings.Environment),
            AlarmDescription = $"{what} What to do: {Runbook(name)}",
            Metric = metric,
            ComparisonOperator = ComparisonOperator.GREATER_THAN_THRESHOLD,
            Threshold = limit,
            EvaluationPeriods = minutes / 5,
            TreatMissingData = missing,
        });
        alarm.AddAlarmAction(tell);
        alarm.AddOkAction(tell);
    }

    private string Runbook(string name)
    {
        var entry = $"docs/runbook.md#{Names.Alarm(name, "prod")}";
        return settings.Repository is { } repository ? $"https://github.com/{repository}/blob/main/{entry}" : entry;
    }

    private static MathExpression Total(Metric[] metrics, Func<string, string>? each = null)
    {
        var named = metrics.Select((metric, index) => KeyValuePair.Create<string, IMetric>($"m{index}", metric)).ToDictionary();
        return Math($"SUM([{string.Join(", ", named.Keys.Select(each ?? (name => name)))}])", named);
    }

    private static MathExpression Math(string expression, Dictionary<string, IMetric> metrics) =>
        new(new MathExpressionProps { Expression = expression, UsingMetrics = metrics, Period = Duration.Minutes(5) });
}
