using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;

namespace Pennant.Local.Events;

/// <summary>EventBridge, as far as it rings: the template's rules with a rate, each calling its functions asynchronously. The first time is one interval after the start, as on AWS.</summary>
/// <remarks>Rules with a pattern wait for events that nobody makes on one machine: they are left alone.</remarks>
internal sealed partial class Schedules(CloudTemplate template, IFunctions functions, Guard guard, TimeProvider time) : IAsyncDisposable
{
    private const string Expression = "ScheduleExpression";

    private static readonly HashSet<string> OfRule = ["Description", "Name", Expression, "State", "Tags", "Targets"];

    /// <summary>A function's queue takes every event at the first try, so how often it is tried again changes nothing.</summary>
    private static readonly HashSet<string> OfTarget = ["Arn", "Id", "RetryPolicy"];

    private readonly List<ITimer> timers = [];
    private Action? rings;

    public void Start()
    {
        foreach (var rule in template.Of("AWS::Events::Rule"))
            if (rule.Properties[Expression] is { } expression && rule.Properties["State"]?.ToString() != "DISABLED") Start(rule, Rate(rule, expression.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in timers) await timer.DisposeAsync();
    }

    /// <summary>As if the time of every rule had come.</summary>
    public void RingAll() => rings?.Invoke();

    private void Start(CloudResource rule, TimeSpan every)
    {
        if (Unknown(rule.Properties, OfRule) is { } said) throw Problem(rule, $"says {said}, which nobody does here");
        string[] targets = [.. rule.Properties["Targets"]!.AsArray().Select(target => Function(rule, target!.AsObject()))];
        rings += () => Ring(rule, targets);
        timers.Add(time.CreateTimer(_ => Ring(rule, targets), null, every, every));
    }

    private static string Function(CloudResource rule, JsonObject target)
    {
        if (Unknown(target, OfTarget) is { } said) throw Problem(rule, $"says {said} of a target, which nobody does here");
        var arn = target["Arn"]!.ToString();
        return arn.Split(':') is [_, _, "lambda", ..] ? arn : throw Problem(rule, $"calls {arn}; only functions are called here");
    }

    private static string? Unknown(JsonObject given, HashSet<string> known) => given.FirstOrDefault(member => !known.Contains(member.Key)).Key;

    private static TemplateException Problem(CloudResource rule, string problem) => new($"{rule.Stack}: the rule {rule.Name} {problem}.");

    private void Ring(CloudResource rule, string[] targets)
    {
        var scheduled = JsonSerializer.SerializeToUtf8Bytes(new JsonObject
        {
            ["version"] = "0", ["id"] = Guid.NewGuid().ToString(), ["detail-type"] = "Scheduled Event", ["source"] = "aws.events", ["account"] = CloudTemplate.Account,
            ["time"] = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), ["region"] = CloudTemplate.Region,
            ["resources"] = new JsonArray(rule.Arn), ["detail"] = new JsonObject(),
        });
        foreach (var target in targets)
            if (guard.MayInvoke("events.amazonaws.com", rule.Arn, target)) functions.Enqueue(target, scheduled);
    }

    private static TimeSpan Rate(CloudResource rule, string expression)
    {
        if (RatePattern().Match(expression) is not { Success: true } rate) throw Problem(rule, $"has the schedule {expression}; only rate(…) is known here");
        var count = int.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture);
        return rate.Groups[2].Value switch
        {
            "minute" => TimeSpan.FromMinutes(count),
            "hour" => TimeSpan.FromHours(count),
            _ => TimeSpan.FromDays(count),
        };
    }

    [GeneratedRegex(@"\Arate\((\d+) (minute|hour|day)s?\)\z")]
    private static partial Regex RatePattern();
}
