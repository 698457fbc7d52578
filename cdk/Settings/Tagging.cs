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

    /// <summary>For what belongs to no environment: nothing of what is set for one. Said on the stack itself, so it goes before what the app says.</summary>
    public static void TagShared(this CloudSettings settings, IConstruct scope)
    {
        var tags = Amazon.CDK.Tags.Of(scope);
        foreach (var (name, value) in settings.SharedTags()) tags.Add(name, value);
    }

    /// <summary>For a resource that CloudFormation can tag and the CDK's version here cannot.</summary>
    public static object[] OwnTags(this CloudSettings settings, bool isShared = false) =>
        [.. (isShared ? settings.SharedTags() : settings.Tags()).OrderBy(tag => tag.Name, StringComparer.Ordinal).Select(tag => new Dictionary<string, string> { ["Key"] = tag.Name, ["Value"] = tag.Value })];

    public static (string Name, string Value)[] Tags(this CloudSettings settings) => Five(settings.Environment, settings.Owner, settings.CostCenter);

    private static (string Name, string Value)[] SharedTags(this CloudSettings settings) => Five(Shared, settings.SharedOwner, settings.SharedCostCenter);

    private static (string Name, string Value)[] Five(string environment, string owner, string costCenter) =>
        [("Project", "pennant"), ("Environment", environment), ("ManagedBy", "cdk"), ("Owner", owner), ("CostCenter", costCenter)];

    public static StackProps Stack(this CloudSettings settings, string description) =>
        new() { Description = description, TerminationProtection = settings.IsProduction };

    /// <summary>What holds data outlives its stack in prod.</summary>
    public static RemovalPolicy Data(this CloudSettings settings) => settings.IsProduction ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
}
