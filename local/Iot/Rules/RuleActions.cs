using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iam;
using Pennant.Local.Lambda;

namespace Pennant.Local.Iot.Rules;

/// <summary>What rules can do with a message. Anything thrown here is the action's failure.</summary>
internal sealed partial class RuleActions(IFunctions functions, IEnumerable<IAwsActions> services, Guard guard, Action<Message> publish, ILogger<RuleActions> log)
{
    private const string Service = "iot.amazonaws.com";

    public static string ResourceOf(RuleAction action) => action.Kind switch
    {
        "Lambda" => action.Setting("FunctionArn"),
        "Republish" => action.Setting("Topic"),
        "S3" => action.Setting("BucketName"),
        "CloudwatchLogs" => action.Setting("LogGroupName"),
        "Sns" => action.Setting("TargetArn"),
        _ => action.Kind,
    };

    /// <summary>Takes the roles of a rule's actions, as AWS does before it takes the rule.</summary>
    /// <exception cref="PolicyException">One of them is not there or does not trust AWS IoT.</exception>
    public void Check(TopicRule rule)
    {
        foreach (var action in rule.Actions.Append(rule.ErrorAction).OfType<RuleAction>())
            if (action.Kind != "Lambda") WithRole(action, rule);
    }

    public Task RunAsync(RuleAction action, RuleRun run)
    {
        switch (action.Kind)
        {
            case "Lambda":
                Invoke(action.Setting("FunctionArn"), run);
                return Task.CompletedTask;
            case "Republish":
                Republish(action, run);
                return Task.CompletedTask;
            case "S3":
                return CallAsync(action, run, "s3", "PutObject", new JsonObject { ["Bucket"] = action.Setting("BucketName"), ["Key"] = Fill(action.Setting("Key"), run), ["Body"] = Encoding.UTF8.GetString(run.Result) });
            case "Sns":
                return CallAsync(action, run, "sns", "Publish", new JsonObject { ["TopicArn"] = action.Setting("TargetArn"), ["Message"] = Encoding.UTF8.GetString(run.Result) });
            case "CloudwatchLogs":
                foreach (var write in new[] { "CreateLogStream", "PutLogEvents" })
                    guard.Demand(WithRole(action, run.Rule), "logs", new Operation(write, new JsonObject { ["logGroupName"] = action.Setting("LogGroupName"), ["logStreamName"] = run.Seen.TraceId }));
                log.LogInformation("Rule {Rule} to {LogGroup}: {Bytes} bytes of {Topic}", run.Rule.Name, action.Setting("LogGroupName"), run.Result.Length, run.Message.Topic);
                return Task.CompletedTask;
            default:
                throw new NotSupportedException($"The local rules engine has no {action.Kind} action.");
        }
    }

    private void Invoke(string function, RuleRun run)
    {
        guard.DemandInvoke(Service, run.Rule.Arn, function);
        if (!run.IsJson) throw new FormatException("A payload that is not JSON cannot be given to a function; encode it in the rule's SELECT.");
        functions.Enqueue(function, run.Result);
    }

    private void Republish(RuleAction action, RuleRun run)
    {
        var topic = Fill(action.Setting("Topic").Replace("$$", "$", StringComparison.Ordinal), run);
        if (!Iot.Topic.IsName(topic)) throw new FormatException($"'{topic}' is no topic to republish to.");
        guard.Demand(WithRole(action, run.Rule), "iotdata", new Operation("Publish", new JsonObject { ["topic"] = topic }));
        var qos = action.Settings["Qos"] is { } level ? int.Parse(level.ToString(), System.Globalization.CultureInfo.InvariantCulture) : 0;
        publish(new Message(topic, run.Result, qos, Hops: run.Message.Hops + 1));
    }

    private Task<JsonNode?> CallAsync(RuleAction action, RuleRun run, string service, string operation, JsonObject input)
    {
        var called = services.FirstOrDefault(candidate => candidate.Service == service) ?? throw new NotSupportedException($"The local {service} service is not running.");
        return guard.For(WithRole(action, run.Rule), called).CallAsync(operation, input, CancellationToken.None);
    }

    /// <summary>A rule does what its action's role may.</summary>
    private Caller WithRole(RuleAction action, TopicRule rule) => guard.Authority.Assume(action.Setting("RoleArn"), Service, rule.Name, rule.Arn);

    /// <summary>Fills substitution templates: <c>errors/${topic(2)}/${newuuid()}</c>.</summary>
    private static string Fill(string text, RuleRun run) =>
        Template().Replace(text, hole => SqlValue.Text(new SqlParser(hole.Groups[1].Value).ParseWholeExpression()(run.Seen)) ?? "Undefined");

    [GeneratedRegex(@"\$\{([^}]*)\}")]
    private static partial Regex Template();
}
