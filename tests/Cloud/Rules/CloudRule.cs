using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>Templates as they were written and as CloudFormation would understand them.</summary>
/// <param name="Folder">Holds <c>{stack}.template.json</c> files.</param>
internal sealed record TemplateSet(string Folder)
{
    private CloudTemplate? template;

    public IEnumerable<CloudResource> All => (template ??= CloudTemplate.Load(Folder)).Resources;

    public IEnumerable<(string Stack, JsonObject Template)> Stacks =>
        Directory.GetFiles(Folder, "*.template.json").Order(StringComparer.Ordinal).Select(file => (Path.GetFileName(file)[..^".template.json".Length], JsonNode.Parse(File.ReadAllText(file))!.AsObject()));

    public IEnumerable<CloudResource> Of(params string[] types) => All.Where(resource => types.Contains(resource.Type));

    /// <summary>The resource that a value of another one means: by ARN or by what <c>Ref</c> gives.</summary>
    public CloudResource? Meant(JsonNode? value) => value?.ToString() is { } text ? All.FirstOrDefault(one => one.Arn == text || one.Name == text) : null;
}

/// <summary>A rule of Pennant's own about its cloud.</summary>
/// <param name="Sentence">The promise.</param>
/// <param name="Problems">Where it is broken, a line each.</param>
/// <param name="Broken">The resources of a template that breaks it.</param>
/// <param name="Found">What must then be found.</param>
internal sealed record CloudRule(string Sentence, Func<TemplateSet, IEnumerable<string>> Problems, string Broken, params string[] Found)
{
    /// <summary>For rules about resources one by one: what is wrong with it, or null.</summary>
    public static CloudRule For(string sentence, string type, Func<TemplateSet, CloudResource, string?> problem, string broken, params string[] found) =>
        new(sentence, all => all.Of(type).Select(one => problem(all, one) is { } wrong ? $"{one.LogicalId}: {wrong}" : null).OfType<string>(), broken, found);

    public override string ToString() => Sentence;
}

internal static class Json
{
    /// <summary>One thing, a list of them, or nothing.</summary>
    public static IEnumerable<JsonNode> Many(this JsonNode? node) => node switch { null => [], JsonArray list => list.OfType<JsonNode>(), _ => [node] };

    public static IEnumerable<string> Texts(this JsonNode? node) => node.Many().Select(one => one.ToString());

    public static bool Is(this JsonNode? node, string text) => node?.ToString() == text;
}
