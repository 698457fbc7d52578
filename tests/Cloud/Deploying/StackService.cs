using System.Xml.Linq;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>CloudFormation's API, as far as the CDK's command calls it.</summary>
internal sealed class StackService(Bootstrap bootstrap, StagingBucket bucket, StackLedger stacks)
{
    private readonly Admission admission = new(bootstrap, bucket);
    private readonly Lock gate = new();

    public AwsAnswer? Answer(AwsCall call)
    {
        lock (gate)
        {
            return call.Action switch
            {
                "DescribeStacks" => AwsAnswer.To(call, AwsAnswer.List("Stacks", [call["StackName"] == "CDKToolkit" && bootstrap.Version is not null ? Toolkit() : Find(call).Describe()])),
                "GetTemplate" => AwsAnswer.To(call, new XElement("TemplateBody", Find(call).Content?.Text ?? "{}")),
                "DescribeStackEvents" => AwsAnswer.To(call, AwsAnswer.List("StackEvents", Find(call).Events())),
                "DescribeStackResources" => AwsAnswer.To(call, AwsAnswer.List("StackResources", Resources(Find(call)).Where(one => call["LogicalResourceId"] is "" || call["LogicalResourceId"] == one.LogicalId).Select(Describe))),
                "CreateChangeSet" => Propose(call),
                "DescribeChangeSet" => AwsAnswer.To(call, Describe(call, Find(call))),
                "DeleteChangeSet" => Done(call, Find(call), stack => stack.Proposed = null),
                "ExecuteChangeSet" => Done(call, Find(call), stack => stacks.Make(stack, Known(call, stack).Content!)),
                "UpdateTerminationProtection" => Done(call, Find(call), stack => stack.IsProtected = call["EnableTerminationProtection"] == "true"),
                "DeleteStack" => Done(call, Find(call), stacks.Delete),
                _ => null,
            };
        }
    }

    private static AwsAnswer Done(AwsCall call, StandingStack stack, Action<StandingStack> act)
    {
        act(stack);
        return AwsAnswer.To(call, new XElement("StackId", stack.Id));
    }

    private StandingStack Find(AwsCall call) => stacks.Find(call["StackName"]) ?? throw new AwsRefusal("ValidationError", $"Stack with id {call["StackName"]} does not exist");

    private AwsAnswer Propose(AwsCall call)
    {
        var text = admission.Check(call);
        var tags = string.Join('\n', call.List("Tags", "Key").Zip(call.List("Tags", "Value"), (key, value) => $"{key}={value}"));
        var stack = stacks.Propose(call["StackName"], call["ChangeSetName"], call["ChangeSetType"], text, tags);
        return AwsAnswer.To(call, new XElement("Id", stack.Proposed!.Id), new XElement("StackId", stack.Id));
    }

    private static ChangeSet Known(AwsCall call, StandingStack stack) =>
        stack.Proposed is { } proposed && (call["ChangeSetName"] == proposed.Name || call["ChangeSetName"] == proposed.Id)
            ? proposed : throw new AwsRefusal("ChangeSetNotFound", $"ChangeSet [{call["ChangeSetName"]}] does not exist", 404);

    private static IEnumerable<CloudResource> Resources(StandingStack stack) => stack.Content?.Resources ?? [];

    private static IEnumerable<XElement> Describe(CloudResource one) => [new("LogicalResourceId", one.LogicalId), new("PhysicalResourceId", one.Name), new("ResourceType", one.Type), new("ResourceStatus", "CREATE_COMPLETE")];

    private static XElement[] Describe(AwsCall call, StandingStack stack)
    {
        var (proposed, was) = (Known(call, stack), Resources(stack).Select(one => one.LogicalId).ToHashSet());
        var changes = (proposed.Content?.Resources ?? []).Select(one => new[]
        {
            new XElement("Type", "Resource"),
            new XElement("ResourceChange", new XElement("Action", was.Contains(one.LogicalId) ? "Modify" : "Add"), new XElement("LogicalResourceId", one.LogicalId), new XElement("ResourceType", one.Type)),
        });
        return
        [
            new("ChangeSetId", proposed.Id), new("ChangeSetName", proposed.Name), new("StackId", stack.Id), new("StackName", stack.Name), new("CreationTime", StandingStack.Now()), new("StatusReason", proposed.Failure),
            new("Status", proposed.Failure is null ? "CREATE_COMPLETE" : "FAILED"), new("ExecutionStatus", proposed.Failure is null ? "AVAILABLE" : "UNAVAILABLE"), AwsAnswer.List("Changes", changes),
        ];
    }

    /// <summary>The stack of <c>cdk bootstrap</c>.</summary>
    private IEnumerable<XElement> Toolkit() =>
    [
        new("StackId", "arn:aws:cloudformation:toolkit"), new("StackName", "CDKToolkit"), new("StackStatus", "CREATE_COMPLETE"), new("CreationTime", StandingStack.Now()),
        AwsAnswer.List("Outputs", new[] { ("BootstrapVersion", bootstrap.Version!), ("BucketName", bootstrap.Bucket!) }.Select(output => new XElement[] { new("OutputKey", output.Item1), new("OutputValue", output.Item2) })),
    ];
}
