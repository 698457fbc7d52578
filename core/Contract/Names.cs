using System.Text.RegularExpressions;

namespace Pennant.Contract;

/// <summary>The names of the things in the cloud, by environment (<c>dev</c>, <c>prod</c>).</summary>
public static partial class Names
{
    public const string PrintedStatusIndex = "PrintedStatusIndex";
    public const string PrinterQueueIndex = "PrinterQueueIndex";

    /// <summary>AWS IoT writes its log to this group and to no other.</summary>
    public const string IotLog = "AWSIotLogsV2";

    /// <summary>In the folder of each function: the certificate authorities of AWS's endpoints. Made by lambdas/amazon-roots.mjs when the functions are published.</summary>
    public const string AmazonRoots = "amazon-roots.pem";

    public static string Table(string env) => $"pennant-messages-{env}";

    /// <param name="verb">The folder's name, e.g. <c>Dispatch</c>.</param>
    public static string Function(string verb, string env) => $"pennant-{verb.ToLowerInvariant()}-{env}";

    /// <summary>The folders of the functions that messages need. Publish is not one: a deployment calls it, and fails when it does.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["Api", "Preview", "Dispatch", "Redeliver", "Acknowledge", "Presence", "Watch"];

    /// <summary>The REST API's name in API Gateway; its stage is the environment.</summary>
    public static string Api(string env) => $"pennant-api-{env}";

    /// <param name="name">What the rule is for, e.g. <c>acks</c>. AWS IoT takes no hyphens.</param>
    public static string TopicRule(string name, string env) => $"pennant_{name}_{env}";

    /// <summary>The topic by which people are told.</summary>
    public static string Notices(string env) => $"pennant-notices-{env}";

    public static string Dashboard(string env) => $"pennant-{env}";

    /// <param name="name">What is wrong, e.g. <c>api-5xx</c>: a heading of docs/runbook.md.</param>
    public static string Alarm(string name, string env) => $"pennant-{name}-{env}";

    /// <summary>The EventBridge rule that matches each object put into the bucket of dead letters.</summary>
    public static string DeadLetterRule(string env) => $"pennant-dead-letters-{env}";

    public static string StateMachine(string env) => $"pennant-print-message-{env}";

    /// <summary>The Amplify app of the pages.</summary>
    public static string Pages(string env) => $"pennant-web-{env}";

    /// <summary>The secret with the password of the pages, where they have one.</summary>
    public static string PagesPassword(string env) => $"pennant/pages-password-{env}";

    /// <summary>The secret that the owner puts GitHub's access token into.</summary>
    public const string GitHubToken = "pennant/github-token";

    public static string ThingType(string env) => $"pennant-printer-{env}";

    public static string ThingGroup(string env) => $"pennant-printers-{env}";

    public static string DevicePolicy(string env) => $"pennant-printer-{env}";

    /// <summary>Execution name of one round of one message: the same message may be dispatched again after it went back to the queue.</summary>
    public static string Execution(string id, int round) => $"{id}.{round}";

    /// <summary>A printer's name is a thing name that is also safe in a topic and in an execution name.</summary>
    public static bool IsPrinter(string? name) => name is not null && PrinterPattern().IsMatch(name);

    /// <summary>A ULID: 26 characters of Crockford's base 32, the first at most 7.</summary>
    public static bool IsMessageId(string? id) => id is not null && MessageIdPattern().IsMatch(id);

    /// <summary>What a receipt shows of a message's id: its last six characters, all of them chance.</summary>
    public static string ShortId(string id) => id.Length > 6 ? id[^6..] : id;

    [GeneratedRegex(@"\A[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex PrinterPattern();

    [GeneratedRegex(@"\A[0-7][0-9A-HJKMNP-TV-Z]{25}\z")]
    private static partial Regex MessageIdPattern();
}
