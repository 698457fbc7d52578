using System.Text;

namespace Pennant.Local.Iam;

/// <summary>The patterns of IAM's and of AWS IoT's policies: <c>*</c> is any characters, also none and also <c>/</c> and <c>:</c>; <c>?</c> is exactly one; <c>${key}</c> is the request's value of that key;
/// MQTT's <c>+</c> and <c>#</c> mean themselves.</summary>
internal static class Wildcard
{
    /// <summary>Stand for the wildcards while values are in the pattern: a star in a value is a star.</summary>
    private const char AnyText = '\uFFFE', AnyOne = '\uFFFF';

    /// <summary>False also when the pattern names a variable that has no value.</summary>
    public static bool Matches(string pattern, string text, Func<string, string?> value, bool ignoreCase = false) =>
        Expand(pattern, value) is { } expanded && Matches(expanded, text, ignoreCase);

    /// <summary>As IAM has it, where three variables quote a sign.</summary>
    public static bool Matches(string pattern, string text, AccessRequest request, bool ignoreCase = false) =>
        Matches(pattern, text, Value(request), ignoreCase);

    /// <summary>A text with its variables' values, in which every sign means itself; null when it names a variable that has no value.</summary>
    public static string? Fill(string text, AccessRequest request) => Expand(text, Value(request))?.Replace(AnyText, '*').Replace(AnyOne, '?');

    /// <summary>The variables that a pattern names; the three that only quote a sign are none.</summary>
    public static IEnumerable<string> Variables(string pattern)
    {
        for (var at = pattern.IndexOf("${", StringComparison.Ordinal); at >= 0; at = pattern.IndexOf("${", at + 2, StringComparison.Ordinal))
            if (pattern.IndexOf('}', at) is var end && end > 0 && pattern[(at + 2)..end] is var name and not ("*" or "?" or "$")) yield return name;
    }

    private static Func<string, string?> Value(AccessRequest request) => name => name is "*" or "?" or "$" ? name : request.Value(name);

    private static string? Expand(string pattern, Func<string, string?> value)
    {
        var expanded = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            var end = pattern[at] == '$' && at + 1 < pattern.Length && pattern[at + 1] == '{' ? pattern.IndexOf('}', at) : -1;
            if (end < 0)
            {
                expanded.Append(pattern[at] switch { '*' => AnyText, '?' => AnyOne, var plain => plain });
                continue;
            }
            if (value(pattern[(at + 2)..end]) is not { } found || found.AsSpan().IndexOfAny(AnyText, AnyOne) >= 0) return null;
            expanded.Append(found);
            at = end;
        }
        return expanded.ToString();
    }

    private static bool Matches(string pattern, string text, bool ignoreCase)
    {
        int p = 0, t = 0, star = -1, mark = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == AnyText)
            {
                star = p++;
                mark = t;
            }
            else if (p < pattern.Length && (pattern[p] == AnyOne || Same(pattern[p], text[t], ignoreCase)))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++mark;
            }
            else return false;
        }
        while (p < pattern.Length && pattern[p] == AnyText) p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool ignoreCase) => a == b || (ignoreCase && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
