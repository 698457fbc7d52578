using Amazon.CDK;
using Constructs;

namespace Pennant.Cdk.Settings;

internal static class Tagging
{
    private const string Shared = "shared";

    /// <summary>The five tags that every resource carries.</summary>
    public static void Tag(this CloudSettings settings, IConstruct scope)
    {
        var tags = Amazon.CDK.Tags.Of(scope);
        foreach (var (name, value) in settings.Tags()) tags.Add(name, value);
    }

    /// <summary>For what belongs to no environment. Said on the stack itself, so it goes before what the app says.</summary>
    public static void TagShared(this IConstruct scope) => Amazon.CDK.Tags.Of(scope).Add("Environment", Shared);

    /// <summary>For a resource that CloudFormation can tag and the CDK's version here cannot.</summary>
    public static object[] OwnTags(this CloudSettings settings, bool isShared = false) =>
        [.. (isShared ? settings.SharedTags() : settings.Tags()).OrderBy(tag => tag.Name, StringComparer.Ordinal).Select(tag => new Dictionary<string, string> { ["Key"] = tag.Name, ["Value"] = tag.Value })];

    /// <summary>The five tags of what belongs to no environment, for a resource that takes them in a form of its own.</summary>
    public static IEnumerable<(string Name, string Value)> SharedTags(this CloudSettings settings) =>
        settings.Tags().Select(tag => (tag.Name, tag.Name == "Environment" ? Shared : tag.Value));

    private static (string Name, string Value)[] Tags(this CloudSettings settings) =>
        [("Project", "pennant"), ("Environment", settings.Environment), ("ManagedBy", "cdk"), ("Owner", settings.Owner), ("CostCenter", settings.CostCenter)];

    public static StackProps Stack(this CloudSettings settings, string description) =>
        new() { Description = description, TerminationProtection = settings.IsProduction };

    /// <summary>What holds data outlives its stack in prod.</summary>
    public static RemovalPolicy Data(this CloudSettings settings) => settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
