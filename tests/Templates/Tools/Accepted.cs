using System.Text.RegularExpressions;

namespace Pennant.Tests.Templates.Tools;

/// <summary>A finding that stays, and why. It must accept something in some template: one that accepts nothing any more is taken out.</summary>
/// <param name="Stack">Without the environment, e.g. <c>db</c>; a star for every stack.</param>
/// <param name="Resource">The construct's path under its stack. A star stands for any text.</param>
/// <param name="Rule">As the tool writes it, with <c>{env}</c> for the environment. A star in the brackets means itself; a star elsewhere stands for any text.</param>
internal sealed partial record Acceptance(string Stack, string Resource, string Rule, string Reason)
{
    public bool Covers(Finding finding) =>
        IsLike(Stack, Environment().Replace(finding.Stack["pennant-".Length..], "")) && IsLike(Resource, finding.Resource) && IsRule(Environment().Replace(finding.Rule, "-{env}"));

    public override string ToString() => $"{Stack} {Resource}: {Rule}";

    private bool IsRule(string rule) => Rule.Contains('[', StringComparison.Ordinal) ? Rule == rule : IsLike(Rule, rule);

    private static bool IsLike(string pattern, string text) => Regex.IsMatch(text, $@"\A{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal)}\z");

    [GeneratedRegex("-(dev|prod)(?![a-z])")]
    private static partial Regex Environment();
}
