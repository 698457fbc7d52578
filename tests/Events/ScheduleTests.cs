using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pennant.Local.Cloud;
using Pennant.Local.Events;
using Pennant.Tests.Iam;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Events;

/// <summary>The template's schedules, run on one machine.</summary>
public sealed class ScheduleTests
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:pennant-watch-dev";
    private readonly FakeTimeProvider clock = new();
    private readonly RecordingFunctions functions = new();

    [Fact]
    public async Task A_function_is_called_each_time_the_interval_is_over()
    {
        await using var schedules = Start(Rule("rate(5 minutes)"));

        clock.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Empty(functions.Events);
        clock.Advance(TimeSpan.FromMinutes(5.2));

        Assert.Equal([Function, Function], functions.Events.Select(sent => sent.Function));
        Assert.Equal("Scheduled Event", (string?)functions.Events[0].Event["detail-type"]);
    }

    [Fact]
    public async Task A_rule_that_is_switched_off_calls_nobody()
    {
        await using var schedules = Start(Rule("rate(1 hour)", "DISABLED"));

        clock.Advance(TimeSpan.FromHours(3));

        Assert.Empty(functions.Events);
    }

    [Fact]
    public void A_schedule_that_is_not_known_here_is_named()
    {
        var problem = Assert.Throws<TemplateException>(() => Start(Rule("cron(0 8 * * ? *)")));

        Assert.Contains("watch has the schedule cron(0 8 * * ? *)", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input", "{}")]
    [InlineData("InputTransformer", """{"InputTemplate":"x"}""")]
    [InlineData("DeadLetterConfig", """{"Arn":"arn:aws:sqs:us-east-1:000000000000:q"}""")]
    [InlineData("RoleArn", "\"arn:aws:iam::000000000000:role/r\"")]
    public void What_a_target_says_and_nobody_does_here_is_named(string member, string value)
    {
        var rule = Rule("rate(5 minutes)");
        rule.Properties["Targets"]![0]![member] = JsonNode.Parse(value);

        Assert.Contains($"watch says {member} of a target", Assert.Throws<TemplateException>(() => Start(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_schedule_that_calls_something_else_than_a_function_is_named()
    {
        var rule = Rule("rate(5 minutes)");
        rule.Properties["Targets"]![0]!["Arn"] = "arn:aws:sns:us-east-1:000000000000:notices";

        Assert.Contains("watch calls arn:aws:sns:us-east-1:000000000000:notices", Assert.Throws<TemplateException>(() => Start(rule)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EventPattern", """{"source":["aws.s3"]}""")]
    [InlineData("RoleArn", "\"arn:aws:iam::000000000000:role/r\"")]
    public void What_a_schedule_says_and_nobody_does_here_is_named(string member, string value)
    {
        var rule = Rule("rate(5 minutes)");
        rule.Properties[member] = JsonNode.Parse(value);

        Assert.Contains($"watch says {member}", Assert.Throws<TemplateException>(() => Start(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task How_often_a_target_is_tried_may_be_said()
    {
        var rule = Rule("rate(5 minutes)");
        rule.Properties["Targets"]![0]!["RetryPolicy"] = new JsonObject { ["MaximumRetryAttempts"] = 1 };
        await using var schedules = Start(rule);

        clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Single(functions.Events);
    }

    private Schedules Start(CloudResource rule)
    {
        var schedules = new Schedules(new CloudTemplate([rule]), functions, TestRole.Guard(Permission), clock);
        schedules.Start();
        return schedules;
    }

    private static CloudResource Permission { get; } = new("print", "Permission", "AWS::Lambda::Permission", "permission", "", new JsonObject
    {
        ["Action"] = "lambda:InvokeFunction", ["FunctionName"] = Function, ["Principal"] = "events.amazonaws.com", ["SourceArn"] = "arn:aws:events:us-east-1:000000000000:rule/watch",
    });

    private static CloudResource Rule(string schedule, string state = "ENABLED") => new("print", "Rule", "AWS::Events::Rule", "watch", "arn:aws:events:us-east-1:000000000000:rule/watch", new JsonObject
    {
        ["ScheduleExpression"] = schedule, ["State"] = state, ["Targets"] = new JsonArray(new JsonObject { ["Id"] = "function", ["Arn"] = Function }),
    });
}
