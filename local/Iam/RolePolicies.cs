using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>One role of the template: who may take it, and what whoever has it may do.</summary>
internal sealed record RolePolicies(string Arn, IReadOnlyList<Statement> Trust, IReadOnlyList<Statement> Own)
{
    /// <exception cref="PolicyException">The role has something that is not understood here.</exception>
    public static RolePolicies Of(CloudResource role, CloudTemplate template)
    {
        var properties = role.Properties;
        // What AWS has in its own policies is not in the template, and what it allows is not known here.
        foreach (var unknown in new[] { "ManagedPolicyArns", "PermissionsBoundary" })
            if (properties[unknown] is { } given && given is not JsonArray { Count: 0 }) throw new PolicyException($"The policy of {role.Arn}: {unknown} {given.ToJsonString()} is not understood here.");
        var own = new List<Statement>();
        foreach (var document in Inline(properties).Concat(Attached(role, template))) own.AddRange(PolicyReader.Read(role.Arn, document, own.Count));
        return new RolePolicies(role.Arn, PolicyReader.Read(role.Arn, properties["AssumeRolePolicyDocument"]), own);
    }

    private static IEnumerable<JsonNode?> Inline(JsonObject role) => (role["Policies"] as JsonArray ?? []).Select(policy => policy!["PolicyDocument"]);

    private static IEnumerable<JsonNode?> Attached(CloudResource role, CloudTemplate template) =>
        from policy in template.Of("AWS::IAM::Policy").Concat(template.Of("AWS::IAM::ManagedPolicy"))
        where (policy.Properties["Roles"] as JsonArray ?? []).Any(name => name?.ToString() == role.Name)
        select policy.Properties["PolicyDocument"];
}
