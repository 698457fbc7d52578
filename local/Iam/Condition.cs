using System.Globalization;

namespace Pennant.Local.Iam;

/// <summary>One key of a statement's <c>Condition</c>. It holds when one of its values does, or, for a negated operator, when none matches.</summary>
/// <remarks>Source: IAM user guide, "IAM JSON policy elements: Condition operators".</remarks>
internal sealed class Condition
{
    private const string Optional = "IfExists";

    private static readonly Dictionary<string, Test> Tests = new()
    {
        ["StringEquals"] = (pattern, value, request) => Wildcard.Fill(pattern, request) == value,
        ["StringEqualsIgnoreCase"] = (pattern, value, request) => value.Equals(Wildcard.Fill(pattern, request), StringComparison.OrdinalIgnoreCase),
        ["StringLike"] = (pattern, value, request) => Wildcard.Matches(pattern, value, request),
        ["ArnEquals"] = IsArnLike,
        ["ArnLike"] = IsArnLike,
        ["Bool"] = (pattern, value, _) => pattern.Equals(value, StringComparison.OrdinalIgnoreCase),
        ["NumericEquals"] = (pattern, value, _) => Number(value) == Number(pattern),
        ["NumericLessThan"] = (pattern, value, _) => Number(value) < Number(pattern),
        ["NumericLessThanEquals"] = (pattern, value, _) => Number(value) <= Number(pattern),
        ["NumericGreaterThan"] = (pattern, value, _) => Number(value) > Number(pattern),
        ["NumericGreaterThanEquals"] = (pattern, value, _) => Number(value) >= Number(pattern),
    };

    private readonly string key;
    private readonly IReadOnlyList<string> values;
    private readonly Test? test;
    private readonly bool isNegated, isOptional;

    /// <exception cref="PolicyException">An operator or a key that is not understood here.</exception>
    public Condition(string name, string key, IReadOnlyList<string> values)
    {
        (this.key, this.values) = (key, values);
        isOptional = name.EndsWith(Optional, StringComparison.Ordinal);
        var plain = isOptional ? name[..^Optional.Length] : name;
        isNegated = plain.Contains("Not", StringComparison.Ordinal);
        if (plain != "Null" && !Tests.TryGetValue(isNegated ? plain.Replace("Not", "", StringComparison.Ordinal) : plain, out test)) throw new PolicyException($"the condition operator {name} is not understood here");
        if (values.Append($"${{{key}}}").SelectMany(Wildcard.Variables).FirstOrDefault(used => !AccessRequest.Keys.Contains(used)) is { } unknown) throw new PolicyException($"the condition key {unknown} is not understood here");
    }

    private delegate bool Test(string pattern, string value, AccessRequest request);

    public bool Holds(AccessRequest request)
    {
        var value = request.Value(key);
        if (test is null) return values.Any(wanted => bool.Parse(wanted) == value is null);
        // What the request does not have equals nothing.
        if (value is null) return isOptional || isNegated;
        return values.Any(pattern => test(pattern, value, request)) != isNegated;
    }

    /// <summary>Each of an ARN's six parts by itself: a star does not reach over a colon, but in the last part.</summary>
    private static bool IsArnLike(string pattern, string value, AccessRequest request)
    {
        var (wanted, given) = (pattern.Split(':', 6), value.Split(':', 6));
        return wanted.Length == given.Length && wanted.Zip(given).All(part => Wildcard.Matches(part.First, part.Second, request));
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
