using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Alarms (to SNS): API 5xx &gt; 10 in 5 min; Lambda errors &gt; 5 in 5 min; DynamoDB throttles &gt; 0; Lambda concurrency &gt; 80 % of the account's; executions failed or timed out; dead letters &gt; 0; printer offline.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class AlarmsRow(SynthesizedCloud cloud)
{
    [Fact]
    public void API_5xx_over_10_in_5_minutes() => Assert.Equal("AWS/ApiGateway 5XXError Sum 300 > 10", Single("api-5xx"));

    /// <summary>Of all functions but two: when Publish fails, so does the deployment; when Watch does, the alarm about printers goes off.</summary>
    [Fact]
    public void Lambda_errors_over_5_in_5_minutes()
    {
        var functions = cloud.Prod.Of("AWS::Lambda::Function").Where(function => function.Stack == "pennant-print-prod" && function.Name is not ("pennant-publish-prod" or "pennant-watch-prod")).Select(function => function.Name);

        Assert.All(Metrics("function-errors"), metric => Assert.Equal("AWS/Lambda Errors Sum 300", Text(metric)));
        Assert.Equal(functions.Order(), Metrics("function-errors").Select(metric => (string?)metric["Metric"]!["Dimensions"]![0]!["Value"]).Order());
        Assert.Equal((5, "GreaterThanThreshold"), Limit("function-errors"));
        Assert.StartsWith("SUM(", Expression("function-errors"), StringComparison.Ordinal);
    }

    [Fact]
    public void DynamoDB_throttles_over_0()
    {
        Assert.All(Metrics("table-throttles"), metric => Assert.Equal("AWS/DynamoDB ThrottledRequests Sum 300", Text(metric)));
        Assert.Superset(new HashSet<string?> { "PutItem", "UpdateItem" }, Metrics("table-throttles").Select(metric => Dimension(metric, "Operation")).ToHashSet());
        Assert.Equal((0, "GreaterThanThreshold"), Limit("table-throttles"));
    }

    [Fact]
    public void Lambda_concurrency_over_80_percent_of_the_accounts()
    {
        var metric = Assert.Single(Metrics("function-concurrency"));

        Assert.Equal("AWS/Lambda ConcurrentExecutions Maximum 300", Text(metric));
        // Of the whole account, which is what the quota is held against.
        Assert.Null(metric["Metric"]!["Dimensions"]);
        Assert.Matches(@"^100 \* (\w+) / SERVICE_QUOTA\(\1\)$", Expression("function-concurrency"));
        Assert.Equal((80, "GreaterThanThreshold"), Limit("function-concurrency"));
    }

    [Fact]
    public void Executions_failed_or_timed_out()
    {
        Assert.Equal(["AWS/States ExecutionsFailed Sum 300", "AWS/States ExecutionsTimedOut Sum 300"], Metrics("executions").Select(Text).Order());
        Assert.Equal((0, "GreaterThanThreshold"), Limit("executions"));
    }

    /// <summary>Each object in the bucket of dead letters is an event, and the rule for it is counted by AWS.</summary>
    [Fact]
    public void Dead_letters_over_0()
    {
        var rule = cloud.Prod.Of("AWS::Events::Rule").Single(one => (string?)one.Properties["Name"] == Dimension(Assert.Single(Metrics("dead-letters")), "RuleName")).Properties;
        var bucket = cloud.Prod.Of("AWS::S3::Bucket").Single(one => one.Stack == "pennant-print-prod");

        Assert.Equal("AWS/Events Invocations Sum 300 > 0", Single("dead-letters"));
        Assert.Equal("{\"source\":[\"aws.s3\"],\"detail-type\":[\"Object Created\"],\"detail\":{\"bucket\":{\"name\":[\"" + bucket.Name + "\"]}}}", rule["EventPattern"]!.ToJsonString());
        Assert.True((bool)bucket.Properties["NotificationConfiguration"]!["EventBridgeConfiguration"]!["EventBridgeEnabled"]!);
    }

    [Fact]
    public void Printer_offline() => Assert.Equal("Pennant PrintersOffline Maximum 300 > 0", Single("printer-offline"));

    [Fact]
    public void To_SNS()
    {
        var alarms = cloud.Prod.Of("AWS::CloudWatch::Alarm").ToArray();
        var topic = cloud.Prod.Of("AWS::SNS::Topic").Single(one => one.Name.EndsWith(":pennant-notices-prod", StringComparison.Ordinal));

        Assert.All(alarms, alarm => Assert.Equal([topic.Arn], alarm.Properties["AlarmActions"]!.AsArray().Select(action => (string?)action)));
        Assert.Contains(cloud.Prod.Of("AWS::SNS::Subscription"), one => ((string?)one.Properties["TopicArn"], (string?)one.Properties["Protocol"], (string?)one.Properties["Endpoint"]) == (topic.Arn, "email", "alarms@pennant.example"));
        Assert.Empty(cloud.Dev.Of("AWS::CloudWatch::Alarm"));
    }

    private JsonObject Alarm(string name) => cloud.Prod.Of("AWS::CloudWatch::Alarm").Single(one => (string?)one.Properties["AlarmName"] == $"pennant-{name}-prod").Properties;

    private IEnumerable<JsonNode> Metrics(string name) => Alarm(name)["Metrics"]!.AsArray().Where(one => one!["MetricStat"] is not null).Select(one => one!["MetricStat"]!);

    private string Expression(string name) => (string)Alarm(name)["Metrics"]!.AsArray().Single(one => one!["Expression"] is not null)!["Expression"]!;

    private (double Threshold, string? Comparison) Limit(string name) => ((double)Alarm(name)["Threshold"]!, (string?)Alarm(name)["ComparisonOperator"]);

    /// <summary>An alarm on one metric, in words. AWS writes one with a label as a list of one.</summary>
    private string Single(string name)
    {
        var alarm = Alarm(name);
        var metric = alarm["Metrics"] is null ? $"{alarm["Namespace"]} {alarm["MetricName"]} {alarm["Statistic"]} {alarm["Period"]}" : Text(Assert.Single(Metrics(name)));
        Assert.Equal("GreaterThanThreshold", Limit(name).Comparison);
        return string.Create(CultureInfo.InvariantCulture, $"{metric} > {Limit(name).Threshold}");
    }

    private static string Text(JsonNode metric) => $"{metric["Metric"]!["Namespace"]} {metric["Metric"]!["MetricName"]} {metric["Stat"]} {metric["Period"]}";

    private static string? Dimension(JsonNode metric, string name) =>
        (string?)metric["Metric"]!["Dimensions"]!.AsArray().SingleOrDefault(one => (string?)one!["Name"] == name)?["Value"];
}
