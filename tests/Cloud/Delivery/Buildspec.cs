using YamlDotNet.RepresentationModel;

namespace Pennant.Tests.Cloud.Delivery;

/// <param name="Name">install, pre_build, build or post_build.</param>
internal sealed record Phase(string Name, bool GoesOnAfterFailure, IReadOnlyDictionary<string, string> Runtimes, IReadOnlyList<string> Commands);

/// <summary>A build specification as CodeBuild reads it; what CodeBuild would not know is refused. Source: "Build specification reference" of the CodeBuild user guide.</summary>
internal sealed record Buildspec(string Shell, IReadOnlyDictionary<string, string> Variables, IReadOnlyList<Phase> Phases, IReadOnlyList<string> Artifacts)
{
    private static readonly string[] Order = ["install", "pre_build", "build", "post_build"];

    public IEnumerable<string> Commands => Phases.SelectMany(phase => phase.Commands);

    public static Buildspec Parse(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));
        var root = Map(yaml.Documents.Single().RootNode, "version", "env", "phases", "artifacts");
        if (Text(root["version"]) != "0.2") throw new FormatException("The version must be 0.2.");
        var env = root.TryGetValue("env", out var node) ? Map(node, "shell", "variables") : [];
        var phases = Map(root["phases"], Order);
        return new Buildspec(
            env.TryGetValue("shell", out var shell) ? OneOf(Text(shell), "bash", "/bin/sh") : "/bin/sh",
            env.TryGetValue("variables", out var variables) ? Texts(variables) : new Dictionary<string, string>(),
            [.. Order.Where(phases.ContainsKey).Select(name => Phase(name, phases[name]))],
            root.TryGetValue("artifacts", out var artifacts) ? List(Map(artifacts, "files")["files"]) : []);
    }

    private static Phase Phase(string name, YamlNode node)
    {
        var map = Map(node, name == "install" ? ["runtime-versions", "on-failure", "commands"] : ["on-failure", "commands"]);
        var runtimes = map.TryGetValue("runtime-versions", out var versions) ? Texts(versions) : new Dictionary<string, string>();
        return new Phase(name, map.TryGetValue("on-failure", out var what) && OneOf(Text(what), "ABORT", "CONTINUE") == "CONTINUE", runtimes, List(map["commands"]));
    }

    private static Dictionary<string, YamlNode> Map(YamlNode node, params string[] known)
    {
        var map = ((YamlMappingNode)node).Children.ToDictionary(child => Text(child.Key), child => child.Value);
        return map.Keys.Except(known).FirstOrDefault() is { } unknown ? throw new FormatException($"CodeBuild knows no {unknown} here; it knows {string.Join(", ", known)}.") : map;
    }

    private static Dictionary<string, string> Texts(YamlNode node) => ((YamlMappingNode)node).Children.ToDictionary(child => Text(child.Key), child => Text(child.Value));

    private static string[] List(YamlNode node) => [.. ((YamlSequenceNode)node).Select(Text)];

    private static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? throw new FormatException($"{node.Start}: this must be one line of text.");

    private static string OneOf(string value, params string[] values) => values.Contains(value) ? value : throw new FormatException($"{value} must be one of {string.Join(", ", values)}.");
}
