using System.Text.Json.Nodes;

namespace Pennant.Cdk.Settings;

/// <summary>The settings that the pipeline synthesizes each environment with: those that were given here.</summary>
/// <param name="Context">Goes into cdk.context.json. The same whichever environment was asked for.</param>
internal sealed record PipelineSettings(JsonObject Context)
{
    /// <summary>In the order in which they are deployed.</summary>
    public static readonly string[] Environments = ["dev", "prod"];

    /// <summary>May be given as <c>dev.domain</c> or <c>prod.domain</c> too, which then counts instead of <c>domain</c>.</summary>
    private static readonly string[] PerEnvironment = ["api-keys", "domain", "health-check", "origin", "printer", "zone-id"];

    /// <summary>What only one environment can have is prod's, unless it is given as <c>dev.…</c>.</summary>
    private static readonly string[] Unshared = ["domain", "health-check", "origin", "zone-id"];

    private static readonly string[] NotHandedOn = ["env", "functions", "pages", "preview"];

    /// <param name="given">Every name in the context.</param>
    public static PipelineSettings From(Func<string, string?> context, IEnumerable<string> given)
    {
        var handedOn = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in given.Where(name => !ContextReader.IsOfTheCdk(name)).Except(NotHandedOn))
            if (context(name) is { } value && (!Unshared.Contains(name) || context($"prod.{name}") is null))
                handedOn[Unshared.Contains(name) ? $"prod.{name}" : name] = value;
        return new PipelineSettings(new JsonObject(handedOn.Select(one => KeyValuePair.Create<string, JsonNode?>(one.Key, one.Value))));
    }

    /// <summary>How one environment reads a context: its own settings first.</summary>
    public static Func<string, string?> Of(string environment, Func<string, string?> context) =>
        name => (PerEnvironment.Contains(name) ? context($"{environment}.{name}") : null) ?? context(name);

    /// <summary>The setting that a name is about, whichever environment's.</summary>
    public static string Bare(string name) =>
        name.Split('.', 2) is ["dev" or "prod", var bare] && PerEnvironment.Contains(bare) ? bare : name;

    /// <summary>As this environment's synth will read it.</summary>
    public string? Read(string environment, string name) => name == "env" ? environment : Of(environment, one => Context[one]?.ToString())(name);
}
