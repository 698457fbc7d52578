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
