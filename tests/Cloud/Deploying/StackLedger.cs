using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>The stacks of an account. Everything happens at once: when a call is answered, what it asked for is made, or taken back.</summary>
internal sealed class StackLedger(StagingBucket bucket)
{
    private const string NoChanges = "The submitted information didn't contain changes. Submit different information to create a change set.";
    private readonly List<StandingStack> all = [];
    private readonly Creation creation = new(bucket);

    /// <summary>Secrets that somebody put there by hand.</summary>
    public List<string> Secrets { get; } = [];

    /// <summary>What was done, in order: CREATE, UPDATE or DELETE, and the name of the stack.</summary>
    public List<string> History { get; } = [];

    /// <summary>What deleted stacks left behind.</summary>
    public List<CloudResource> Left { get; } = [];

    public IEnumerable<StandingStack> Standing => all.Where(stack => !stack.IsGone);

    /// <param name="name">Or the id, which is known for ever.</param>
    public StandingStack? Find(string name) => all.FirstOrDefault(stack => stack.Id == name) ?? Standing.FirstOrDefault(stack => stack.Name == name);

    /// <returns>The stack with a change set, which may have failed.</returns>
    public StandingStack Propose(string name, string changeSet, string type, string text, string tags)
    {
        var stack = Standing.FirstOrDefault(one => one.Name == name);
        if (stack?.Content is null != (type == "CREATE")) throw new AwsRefusal("ValidationError", $"Stack {name} [{stack?.Status}] is not in a state for {type}.");
        if (stack is null) all.Add(stack = new StandingStack(name));
        var (content, failure) = Read(stack, text, tags);
        stack.Proposed = new ChangeSet(changeSet, $"{stack.Id.Replace(":stack/", ":changeSet/", StringComparison.Ordinal)}/{Guid.NewGuid()}", content, failure);
        return stack;
    }

    public void Make(StandingStack stack, StackContent content)
    {
        var verb = stack.Content is null ? "CREATE" : "UPDATE";
        History.Add($"{verb} {stack.Name}");
        stack.Become($"{verb}_IN_PROGRESS", "User Initiated");
        var failures = creation.Failures(content, Others(stack).SelectMany(other => other.Resources).Concat(Left), Secrets).ToArray();
        foreach (var (resource, reason) in failures) stack.Tell(resource, $"{verb}_FAILED", reason);
        if (failures.Length > 0)
        {
            stack.Become(verb == "CREATE" ? "ROLLBACK_COMPLETE" : "UPDATE_ROLLBACK_COMPLETE");
            return;
        }
        foreach (var resource in content.Resources) stack.Tell(resource, $"{verb}_COMPLETE");
        Left.AddRange((stack.Content?.Kept ?? []).ExceptBy(content.Resources.Select(one => one.LogicalId), one => one.LogicalId));
        stack.Content = content;
        stack.Become($"{verb}_COMPLETE");
    }

    public void Delete(StandingStack stack)
    {
        if (stack.IsProtected) throw new AwsRefusal("ValidationError", $"Stack [{stack.Name}] cannot be deleted while TerminationProtection is enabled");
        History.Add($"DELETE {stack.Name}");
        stack.Become("DELETE_IN_PROGRESS", "User Initiated");
        if (ExportFailure(stack, null) is { } reason)
        {
            stack.Become("DELETE_FAILED", reason);
            return;
        }
        Left.AddRange(stack.Content?.Kept ?? []);
        stack.Content = null;
        stack.Become("DELETE_COMPLETE");
    }

    private (StackContent?, string?) Read(StandingStack stack, string text, string tags)
    {
        try
        {
            var content = new StackContent(stack.Name, text, tags, Others(stack));
            return stack.Content is { } now && (now.Text, now.Tags) == (text, tags) ? (null, NoChanges) : (content, ExportFailure(stack, content));
        }
        catch (TemplateException wrong)
        {
            return (null, wrong.Message);
        }
    }

    /// <param name="wanted">Null when the stack is to go.</param>
    private string? ExportFailure(StandingStack stack, StackContent? wanted)
    {
        var others = Others(stack).ToArray();
        foreach (var other in others)
            if ((wanted?.Exports ?? []).Intersect(other.Exports).FirstOrDefault() is { } twice) return $"Export with name {twice} is already exported by stack {other.StackName}.";
        foreach (var other in others)
            if ((stack.Content?.Exports ?? []).Except(wanted?.Exports ?? []).Intersect(other.Imports).FirstOrDefault() is { } gone) return $"Export {gone} cannot be deleted as it is in use by {other.StackName}";
        return null;
    }

    private IEnumerable<StackContent> Others(StandingStack stack) => Standing.Where(one => one != stack).Select(one => one.Content).OfType<StackContent>();
}
