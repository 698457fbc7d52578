using System.Xml.Linq;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>A stack of the account, whatever has become of it.</summary>
internal sealed class StandingStack(string name)
{
    private readonly List<XElement[]> events = [];

    public string Name => name;

    public string Id { get; } = $"arn:aws:cloudformation:{CloudTemplate.Region}:{AwsAccount.Id}:stack/{name}/{Guid.NewGuid()}";

    public string Status { get; private set; } = "REVIEW_IN_PROGRESS";

    public bool IsProtected { get; set; }

    /// <summary>Null until something was made.</summary>
    public StackContent? Content { get; set; }

    /// <summary>What was proposed last.</summary>
    public ChangeSet? Proposed { get; set; }

    public bool IsGone => Status == "DELETE_COMPLETE";

    /// <summary>The stack's own next state.</summary>
    public void Become(string status, string? reason = null)
    {
        Status = status;
        Tell(name, Id, "AWS::CloudFormation::Stack", status, reason);
    }

    public void Tell(CloudResource resource, string status, string? reason = null) => Tell(resource.LogicalId, resource.Name, resource.Type, status, reason);

    /// <returns>Newest first.</returns>
    public IEnumerable<IEnumerable<XElement>> Events() => events.AsEnumerable().Reverse();

    public IEnumerable<XElement> Describe() =>
    [
        new("StackId", Id), new("StackName", name), new("StackStatus", Status), new("CreationTime", Now()), new("EnableTerminationProtection", IsProtected),
        AwsAnswer.List("Outputs", (Content?.Outputs ?? new Dictionary<string, string>()).Select(output => Pair("Output", output.Key, output.Value))),
        AwsAnswer.List("Parameters", Parameters().Select(parameter => Pair("Parameter", parameter.Key, parameter.Value))),
        AwsAnswer.List("Tags", (Content?.Tags.Split('\n') ?? []).Where(tag => tag is not "").Select(tag => Pair("", tag.Split('=')[0], tag.Split('=', 2)[1]))),
        new("Capabilities"), new("NotificationARNs"),
    ];

    /// <summary>None was ever given another value than its default.</summary>
    public IEnumerable<KeyValuePair<string, string>> Parameters() =>
        (Content?.Template["Parameters"]?.AsObject() ?? []).Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value!["Default"]!.ToString()));

    private void Tell(string logical, string physical, string type, string status, string? reason) => events.Add(
    [
        new("StackId", Id), new("EventId", Guid.NewGuid()), new("StackName", name), new("LogicalResourceId", logical), new("PhysicalResourceId", physical), new("ResourceType", type), new("Timestamp", Now()),
        new("ResourceStatus", status), .. reason is null ? Array.Empty<XElement>() : [new("ResourceStatusReason", reason)],
    ]);

    private static IEnumerable<XElement> Pair(string kind, string key, string value) => [new($"{kind}Key", key), new($"{kind}Value", value)];

    public static string Now() => TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", null);
}

/// <param name="Content">Null for a proposal that failed.</param>
internal sealed record ChangeSet(string Name, string Id, StackContent? Content, string? Failure);
