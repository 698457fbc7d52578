using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;

namespace Pennant.Local.Events;

/// <summary>EventBridge, as far as it rings: the template's rules with a rate, each calling its functions asynchronously. The first time is one interval after the start, as on AWS.</summary>
internal sealed partial class Schedules(CloudTemplate template, IFunctions functions, Guard guard, TimeProvider time) : IAsyncDisposable
{
    private readonly List<ITimer> timers = [];
    private Action? rings;

    public void Start()
    {
        foreach (var rule in template.Of("AWS::Events::Rule"))
            if (rule.Properties["ScheduleExpression"] is { } expression && rule.Properties["State"]?.ToString() != "DISABLED") Start(rule, Rate(rule, expression.ToString()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var timer in timers) await timer.DisposeAsync();
    }

    /// <summary>As if the time of every rule had come.</summary>
    public void RingAll() => rings?.Invoke();

    private void Start(CloudResource rule, TimeSpan every)
    {
        string[] targets = [.. rule.Properties["Targets"]!.AsArray().Select(target => target!["Arn"]!.ToString()).Where(arn => arn.Contains(":lambda:", StringComparison.Ordinal))];
        rings += () => Ring(rule, targets);
        timers.Add(time.CreateTimer(_ => Ring(rule, targets), null, every, every));
    }

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
        if (RatePattern().Match(expression) is not { Success: true } rate) throw new TemplateException($"{rule.Stack}: the rule {rule.Name} has the schedule {expression}; only rate(…) is known here.");
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
