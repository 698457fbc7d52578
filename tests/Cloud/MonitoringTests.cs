using System.Text.Json.Nodes;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>What there is to look at, and who is told of what.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class MonitoringTests(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("api-5xx", 10, 1, "notBreaching", "Sum AWS/ApiGateway 5XXError ApiName=pennant-api-prod Stage=prod")]
    [InlineData("function-errors", 5, 1, "notBreaching", "SUM of Sum AWS/Lambda Errors FunctionName={each function but Watch}")]
    [InlineData("function-concurrency", 80, 1, "notBreaching", "100 * used / SERVICE_QUOTA(used) of Maximum AWS/Lambda ConcurrentExecutions")]
    [InlineData("stream-behind", 60_000, 1, "notBreaching", "Maximum AWS/Lambda IteratorAge FunctionName=pennant-dispatch-prod")]
    [InlineData("table-throttles", 0, 1, "notBreaching", "SUM with zeros of Sum AWS/DynamoDB ThrottledRequests Operation={PutItem, UpdateItem} TableName=pennant-messages-prod")]
    [InlineData("executions", 0, 1, "notBreaching", "SUM of Sum AWS/States {ExecutionsFailed, ExecutionsTimedOut} StateMachineArn=stateMachine:pennant-print-message-prod")]
    [InlineData("dead-letters", 0, 1, "notBreaching", "Sum AWS/Events Invocations RuleName=pennant-dead-letters-prod")]
    [InlineData("printer-offline", 0, 2, "breaching", "Maximum Pennant PrintersOffline Environment=prod")]
    public void An_alarm_looks_at_this_for_five_minutes(string name, int over, int periods, string missing, string metric)
    {
        var alarm = cloud.Prod.Of("AWS::CloudWatch::Alarm").Single(one => (string?)one.Properties["AlarmName"] == $"pennant-{name}-prod").Properties;

        Assert.Equal((over, periods, missing, "GreaterThanThreshold"), ((int)alarm["Threshold"]!, (int)alarm["EvaluationPeriods"]!, (string?)alarm["TreatMissingData"], (string?)alarm["ComparisonOperator"]));
        Assert.Equal(metric, AlarmText.Of(alarm));
        Assert.All(AlarmText.Metrics(alarm), one => Assert.Equal(300, (int)one["Period"]!));
    }

    [Fact]
    public void There_are_no_other_alarms_and_they_look_at_no_more_than_15_metrics_because_each_over_ten_costs_10_cents()
    {
        var alarms = cloud.Prod.Of("AWS::CloudWatch::Alarm").ToArray();

        Assert.Equal(8, alarms.Length);
        Assert.InRange(alarms.Sum(alarm => AlarmText.Metrics(alarm.Properties).Count()), 1, 15);
        // What AWS takes in one alarm.
        Assert.All(alarms, alarm => Assert.InRange(AlarmText.Metrics(alarm.Properties).Count(), 1, 10));
    }

    [Fact]
    public void An_alarm_and_its_end_are_told_by_mail_and_say_where_it_is_written_what_to_do()
    {
        var topic = cloud.Prod.Of("AWS::SNS::Topic").Single(one => one.Stack == "pennant-print-prod").Arn;
        var subscription = cloud.Prod.Of("AWS::SNS::Subscription").Single(one => one.Stack == "pennant-monitoring-prod").Properties;

        Assert.Equal((topic, "email", "alarms@pennant.example"), ((string?)subscription["TopicArn"], (string?)subscription["Protocol"], (string?)subscription["Endpoint"]));
        Assert.All(cloud.Prod.Of("AWS::CloudWatch::Alarm"), alarm =>
        {
            Assert.Equal([topic, topic], new[] { "AlarmActions", "OKActions" }.Select(actions => (string?)Assert.Single(alarm.Properties[actions]!.AsArray())));
            Assert.EndsWith($"https://github.com/ada/pennant/blob/main/docs/runbook.md#{alarm.Properties["AlarmName"]}", (string?)alarm.Properties["AlarmDescription"], StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Only_alarms_of_this_environment_may_tell_and_only_encrypted()
    {
        var statements = cloud.Prod.Of("AWS::SNS::TopicPolicy").Single(policy => policy.Stack == "pennant-print-prod").Properties["PolicyDocument"]!["Statement"]!.AsArray();
        var alarms = Assert.Single(statements, one => (string?)one!["Effect"] == "Allow")!;

        Assert.Contains(statements, one => (string?)one!["Effect"] == "Deny" && (string?)one["Condition"]!["Bool"]!["aws:SecureTransport"] == "false");
        Assert.Equal(("cloudwatch.amazonaws.com", "sns:Publish"), ((string?)alarms["Principal"]!["Service"], (string?)alarms["Action"]));
        Assert.Equal("000000000000", (string?)alarms["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        Assert.Equal("arn:aws:cloudwatch:us-east-1:000000000000:alarm:pennant-*-prod", (string?)alarms["Condition"]!["ArnLike"]!["aws:SourceArn"]);
    }

    [Fact]
    public void Without_a_mail_address_there_are_no_alarms_and_the_dashboard_stays()
    {
        var monitoring = cloud.Dev.Template.Resources.Where(resource => resource.Stack == "pennant-monitoring-dev");

        Assert.Equal(["AWS::Budgets::Budget", "AWS::CloudWatch::Dashboard"], monitoring.Select(resource => resource.Type).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_budget_is_told_by_mail_at_half_of_it_at_80_percent_and_when_it_is_or_will_be_used_up_and_no_credit_hides_it()
    {
        var (prod, dev) = (cloud.Prod.Of("AWS::Budgets::Budget").Single().Properties, cloud.Dev.Of("AWS::Budgets::Budget").Single().Properties);

        Assert.Equal(["ACTUAL 50", "ACTUAL 80", "ACTUAL 100", "FORECASTED 100"], prod["NotificationsWithSubscribers"]!.AsArray().Select(one => $"{one!["Notification"]!["NotificationType"]} {one["Notification"]!["Threshold"]}"));
        Assert.False((bool)prod["Budget"]!["CostTypes"]!["IncludeCredit"]!);
        Assert.Null(dev["NotificationsWithSubscribers"]);
    }

    /// <summary>An export that another stack uses can be neither changed nor taken away: who gives the pages a repository later would be refused.</summary>
    [Fact]
    public async Task The_dashboard_finds_the_builds_by_name_so_that_only_the_domain_holds_on_to_the_pages()
    {
        foreach (var made in await cloud.AllAsync())
            Assert.DoesNotContain("Fn::ImportValue", new Rules.TemplateSet(made.Folder).Stacks.Single(stack => stack.Stack.StartsWith("pennant-monitoring-", StringComparison.Ordinal)).Template.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_dashboard_shows_the_API_the_functions_the_table_the_builds_and_Pennants_own_numbers()
    {
        Assert.Equal(
            [
                "Submit to paper", "Queue age", "Failed and unconfirmed messages", "Refused acks", "Printers off line", "API requests", "API latency", "API 4xx and 5xx",
                "Lambda invocations", "Lambda duration, p99", "Lambda errors", "Lambda throttles", "DynamoDB capacity", "DynamoDB throttles",
                "Executions failed or timed out", "IoT rule errors", "Stream iterator age", "Amplify builds",
            ],
            Widgets(cloud.Dev).Select(widget => (string?)widget["title"]));
    }

    [Fact]
    public void A_dashboard_is_one_of_three_that_are_free_because_it_shows_at_most_50_metrics()
    {
        var metrics = Widgets(cloud.Prod).SelectMany(widget => widget["metrics"]!.AsArray()).Select(metric => string.Join(' ', metric!.AsArray().Where(part => part is JsonValue))).Distinct();

        Assert.InRange(metrics.Count(), 30, 50);
        Assert.Equal("pennant-prod", (string?)cloud.Prod.Of("AWS::CloudWatch::Dashboard").Single().Properties["DashboardName"]);
    }

    [Fact]
    public void Every_function_that_messages_need_is_among_those_that_are_looked_at()
    {
        var functions = cloud.Dev.Of("AWS::Lambda::Function").Where(function => function.Stack == "pennant-print-dev" && (string?)function.Properties["Handler"] is not ("Publish" or "index.handler")).Select(function => function.Name);

        Assert.Equal(functions.Order(), Names.Verbs.Select(verb => Names.Function(verb, "dev")).Order());
        Assert.All(new[] { "Lambda invocations", "Lambda duration, p99", "Lambda errors", "Lambda throttles" }, title =>
            Assert.Equal(Names.Verbs, Widgets(cloud.Dev).Single(widget => (string?)widget["title"] == title)["metrics"]!.AsArray().Select(metric => (string)metric!.AsArray()[^1]!["label"]!)));
    }

    [Fact]
    public void Every_number_of_Pennants_own_that_is_looked_at_is_one_that_the_functions_give()
    {
        var shown = Widgets(cloud.Prod).SelectMany(widget => widget["metrics"]!.AsArray()).Where(metric => metric![0] is JsonValue space && (string?)space == Metrics.Namespace).Select(metric => (string)metric![1]!);

        Assert.Empty(shown.Except(Metrics.Names));
    }

    [Fact]
    public void Each_dead_letter_is_counted_and_written_to_a_log_whoever_put_it_there()
    {
        var rule = cloud.Dev.One("AWS::Events::Rule", "pennant-dead-letters-dev").Properties;
        var log = cloud.Dev.One("AWS::Logs::LogGroup", "/aws/events/pennant-dead-letters-dev");
        var policy = cloud.Dev.Of("AWS::Logs::ResourcePolicy").Single().Properties;

        Assert.True((bool)cloud.Dev.DeadLetters.Properties["NotificationConfiguration"]!["EventBridgeConfiguration"]!["EventBridgeEnabled"]!);
        Assert.Equal("""{"source":["aws.s3"],"detail-type":["Object Created"],"detail":{"bucket":{"name":["BUCKET"]}}}""".Replace("BUCKET", cloud.Dev.DeadLetters.Name, StringComparison.Ordinal), rule["EventPattern"]!.ToJsonString());
        Assert.Equal(log.Arn[..^2], (string?)rule["Targets"]![0]!["Arn"]);
        Assert.Equal(
            ["logs:CreateLogStream log-group:/aws/events/pennant-dead-letters-dev:*", "logs:PutLogEvents log-group:/aws/events/pennant-dead-letters-dev:*"],
            Policies.Lines(JsonNode.Parse((string)policy["PolicyDocument"]!)!));
    }

    private static IEnumerable<JsonNode> Widgets(Synthesis made) =>
        JsonNode.Parse((string)made.Of("AWS::CloudWatch::Dashboard").Single().Properties["DashboardBody"]!)!["widgets"]!.AsArray().Select(widget => widget!["properties"]!);
}
