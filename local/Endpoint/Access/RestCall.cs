using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Local.Endpoint.Access;

/// <summary>One call of a REST API and what it needs: the action of its own name on the resources.</summary>
/// <param name="Resources">The ends of ARNs, with members of the input: <c>thing/{thingName}</c>; a member that is an ARN stands alone: <c>{target}</c>. None: the action knows no resource.</param>
internal sealed partial record RestCall(string Name, string Method, string Path, params string[] Resources)
{
    private readonly string[] segments = Path.Trim('/').Split('/');

    /// <summary>The values in the path, or null when this is another call.</summary>
    public IEnumerable<(string Name, string Value)>? Match(string method, string[] path)
    {
        if (method != Method || path.Length != segments.Length) return null;
        var values = new List<(string, string)>();
        for (var at = 0; at < path.Length; at++)
        {
            if (segments[at][0] == '{') values.Add((segments[at][1..^1], Uri.UnescapeDataString(path[at])));
            else if (segments[at] != path[at]) return null;
        }
        return values;
    }

    /// <param name="prefix">Of the service and of its ARNs, e.g. <c>iot</c>.</param>
    public IReadOnlyList<Need> Needs(string prefix, Operation operation) =>
        Resources.Length == 0 ? [new Need($"{prefix}:{Name}", "*")] : [.. Resources.Select(resource => new Need($"{prefix}:{Name}", Fill(prefix, resource, operation)))];

    private static string Fill(string prefix, string resource, Operation operation)
    {
        var filled = Member().Replace(resource, member => operation.Required(member.Groups[1].Value));
        return filled.StartsWith("arn:", StringComparison.Ordinal) ? filled : Arn.Of(prefix, filled);
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Member();
}
