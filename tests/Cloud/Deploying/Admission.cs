using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What CloudFormation will not even look at. Source: "CloudFormation quotas" and the errors of CreateChangeSet.</summary>
internal sealed partial class Admission(Bootstrap bootstrap, StagingBucket bucket)
{
    private const int BodyLimit = 51_200, FileLimit = 1_048_576, DescriptionLimit = 1_024;

    private static readonly (string Section, int Limit)[] Limits = [("Resources", 500), ("Parameters", 200), ("Outputs", 200), ("Mappings", 200)];

    /// <returns>The template.</returns>
    public string Check(AwsCall call)
    {
        var text = Text(call);
        var template = JsonNode.Parse(text)!.AsObject();
        foreach (var (section, limit) in Limits)
            if (template[section] is JsonObject { Count: var count } && count > limit) throw Wrong($"Template format error: Number of {section.ToLowerInvariant()}, {count}, is greater than maximum allowed, {limit}");
        if (Encoding.UTF8.GetByteCount(template["Description"]?.ToString() ?? "") > DescriptionLimit) throw Wrong("Template format error: 'Description' length is greater than 1024.");
        CheckParameters(template["Parameters"] as JsonObject ?? [], [.. call.List("Parameters", "ParameterKey")]);
        var missing = Capabilities(template).Except(call.List("Capabilities")).ToArray();
        if (missing.Length > 0) throw new AwsRefusal("InsufficientCapabilitiesException", $"Requires capabilities : [{string.Join(", ", missing)}]");
        if (call["RoleARN"] != bootstrap.ExecutionRole) throw Wrong($"Role {call["RoleARN"]} is invalid or cannot be assumed");
        return text;
    }

    private string Text(AwsCall call)
    {
        if (call["TemplateBody"] is not "" and var body) return Encoding.UTF8.GetByteCount(body) <= BodyLimit ? body : throw Wrong($"Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to {BodyLimit}");
        var address = Address().Match(call["TemplateURL"]);
        if (!address.Success || address.Groups["region"].Value != CloudTemplate.Region) throw Wrong("TemplateURL must be a supported URL.");
        var file = bucket.Read(address.Groups["bucket"].Value, address.Groups["key"].Value) ?? throw Wrong("S3 error: The specified key does not exist.");
        return file.Length <= FileLimit ? Encoding.UTF8.GetString(file) : throw Wrong($"Template may not exceed {FileLimit} bytes in size.");
    }

    private void CheckParameters(JsonObject declared, string[] given)
    {
        if (given.Where(name => !declared.ContainsKey(name)).ToArray() is [_, ..] unknown) throw Wrong($"Parameters: [{string.Join(", ", unknown)}] do not exist in the template");
        foreach (var (name, parameter) in declared)
        {
            var value = parameter!["Default"]?.ToString() ?? (given.Contains(name) ? "" : throw Wrong($"Parameters: [{name}] must have values"));
            var isStored = parameter["Type"]!.ToString().StartsWith("AWS::SSM::Parameter::", StringComparison.Ordinal);
            if (isStored && (value != Bootstrap.VersionParameter || bootstrap.Version is null)) throw Wrong($"Unable to fetch parameters [{value}] from parameter store for this account.");
        }
    }

    private static IEnumerable<string> Capabilities(JsonObject template)
    {
        var identities = template["Resources"]!.AsObject().Select(one => one.Value!).Where(one => one["Type"]!.ToString().StartsWith("AWS::IAM::", StringComparison.Ordinal)).ToArray();
        if (template.ContainsKey("Transform")) yield return "CAPABILITY_AUTO_EXPAND";
        if (identities.Any(one => one["Properties"]?["RoleName"] is not null || one["Properties"]?["ManagedPolicyName"] is not null)) yield return "CAPABILITY_NAMED_IAM";
        else if (identities.Length > 0) yield return "CAPABILITY_IAM";
    }

    private static AwsRefusal Wrong(string message) => new("ValidationError", message);

    [GeneratedRegex(@"\Ahttps://s3\.(?<region>[a-z0-9-]+)\.amazonaws\.com/(?<bucket>[^/]+)/(?<key>.+)\z")]
    private static partial Regex Address();
}
