using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>A template with every function in it resolved, among the stacks that are there.</summary>
/// <exception cref="TemplateException">It refers to something that is not there.</exception>
internal sealed class StackContent
{
    private readonly Stack stack;

    public StackContent(string name, string text, string tags, IEnumerable<StackContent> others)
    {
        (StackName, Text, Tags, Template) = (name, text, tags, JsonNode.Parse(text)!.AsObject());
        stack = new Stack(name, Template, [.. others.Select(other => other.stack)]);
        Resources = [.. stack.Resources];
        Outputs = stack.Section("Outputs").ToDictionary(output => output.Key, output => Resolve(output.Value!["Value"]));
        Exports = [.. stack.Section("Outputs").Where(output => output.Value!["Export"] is not null).Select(output => Resolve(output.Value!["Export"]!["Name"]))];
        Imports = [.. Find(Template, "Fn::ImportValue").Select(Resolve).Distinct()];
    }

    public string StackName { get; }

    public string Text { get; }

    /// <summary>The stack's own tags, as one line.</summary>
    public string Tags { get; }

    public JsonObject Template { get; }

    public IReadOnlyList<CloudResource> Resources { get; }

    public IReadOnlyDictionary<string, string> Outputs { get; }

    public IReadOnlyList<string> Exports { get; }

    public IReadOnlyList<string> Imports { get; }

    /// <summary>What is not deleted with the stack.</summary>
    public IEnumerable<CloudResource> Kept => Resources.Where(one => (string?)Template[nameof(Resources)]![one.LogicalId]!["DeletionPolicy"] is "Retain" or "RetainExceptOnCreate");

    private string Resolve(JsonNode? node) => new Intrinsics(stack).Resolve(node)!.ToString();

    private static IEnumerable<JsonNode> Find(JsonNode? node, string function) => node switch
    {
        JsonObject map => map.SelectMany(entry => entry.Key == function ? [entry.Value!] : Find(entry.Value, function)),
        JsonArray list => list.SelectMany(item => Find(item, function)),
        _ => [],
    };
}
