using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>CloudWatch: a dashboard: API requests, latency, 4xx/5xx; Lambda invocations, duration, errors, throttles; DynamoDB capacity and throttles; Amplify builds;
/// and Pennant's own submit-to-paper latency, queue age, failures.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class CloudWatchRow(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("AWS/ApiGateway Count", "AWS/ApiGateway Latency", "AWS/ApiGateway 4XXError", "AWS/ApiGateway 5XXError")]
    [InlineData("AWS/Lambda Invocations", "AWS/Lambda Duration", "AWS/Lambda Errors", "AWS/Lambda Throttles")]
    [InlineData("AWS/DynamoDB ConsumedReadCapacityUnits", "AWS/DynamoDB ConsumedWriteCapacityUnits", "AWS/DynamoDB ThrottledRequests")]
    [InlineData("Pennant SubmitToPaper", "Pennant QueueAge", "Pennant Failed", "Pennant Unconfirmed")]
    public void The_dashboard_shows(params string[] metrics)
    {
        foreach (var made in new[] { cloud.Dev, cloud.Prod }) Assert.Superset(metrics.ToHashSet(), Shown(made).Select(metric => $"{metric[0]} {metric[1]}").ToHashSet());
    }

    /// <summary>Amplify counts no builds itself: rules count what it tells of them.</summary>
    [Fact]
    public void The_dashboard_shows_Amplify_builds()
    {
        var rules = cloud.Prod.Of("AWS::Events::Rule").Where(rule => rule.Properties["EventPattern"]?["source"]?.ToJsonString() == """["aws.amplify"]""").Select(rule => (string?)rule.Properties["Name"]).ToHashSet();
        var shown = Shown(cloud.Prod).Where(metric => metric[0] == "AWS/Events").Select(metric => metric[^1]).ToHashSet();

        Assert.Equal(2, rules.Count);
        Assert.Superset(rules!, shown!);
    }

    /// <summary>All but the one that publishes the pages: it runs in deployments only, and CloudFormation says how it went.</summary>
    [Fact]
    public void Every_function_is_on_the_dashboard()
    {
        var functions = cloud.Prod.Of("AWS::Lambda::Function").Where(function => function.Stack == "pennant-print-prod" && function.Name != "pennant-publish-prod").Select(function => function.Name).ToHashSet();

        foreach (var metric in new[] { "Invocations", "Duration", "Errors", "Throttles" })
            Assert.Equal(functions.Order(), Shown(cloud.Prod).Where(one => one[0] == "AWS/Lambda" && one[1] == metric).Select(one => one[^1]).Order());
    }

    /// <summary>Namespace, name, and dimensions.</summary>
    private static IEnumerable<string[]> Shown(Synthesis made) =>
        from dashboard in made.Of("AWS::CloudWatch::Dashboard")
        from widget in JsonNode.Parse((string)dashboard.Properties["DashboardBody"]!)!["widgets"]!.AsArray()
        from metric in widget!["properties"]!["metrics"]?.AsArray() ?? []
        let words = metric!.AsArray().TakeWhile(word => word is JsonValue).Select(word => word!.ToString()).ToArray()
        where words.Length > 1
        select words;
}
