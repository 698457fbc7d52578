namespace Pennant.Cdk.Settings;

/// <summary>Reads what was set with <c>-c name=value</c> and gathers a sentence about each that is wrong.</summary>
/// <param name="context">Gives null for a name that was not set.</param>
internal sealed class ContextReader(Func<string, string?> context)
{
    private readonly List<string> problems = [];

    public IReadOnlyList<string> Problems => problems;

    public bool Has(string name) => context(name) is not null;

    /// <param name="rule">Completes "Setting name: …".</param>
    public string Text(string name, string fallback, Func<string, bool> isRight, string rule) => Check(name, context(name) ?? fallback, isRight, rule);

    public string? Optional(string name, Func<string, bool> isRight, string rule) => context(name) is { } value ? Check(name, value, isRight, rule) : null;

    public bool Choice(string name, string yes, string no, bool fallback) =>
        Text(name, fallback ? yes : no, value => value == yes || value == no, $"must be {yes} or {no}.") == yes;

    /// <summary>A setting that means nothing without another one.</summary>
    public void Needs(string name, string other)
    {
        if (Has(name) && !Has(other)) Refuse(name, $"means nothing without {other}. Set both, or neither.");
    }

    public void Refuse(string name, string sentence) => problems.Add($"Setting {name}: {sentence}");

    /// <summary>A name that is no setting was probably meant to be one.</summary>
    /// <param name="given">Every name of the context.</param>
    public void RefuseUnknown(IEnumerable<string> given, IReadOnlyCollection<string> known)
    {
        foreach (var name in given.Where(name => !IsOfTheCdk(name) && !known.Contains(name)))
            Refuse(name, $"there is no such setting. There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    /// <summary>What the CDK and its command keep in the context for themselves: with a colon or an at sign, or what <c>cdk cli-telemetry</c> and <c>cdk acknowledge</c> write.</summary>
    public static bool IsOfTheCdk(string name) =>
        name.Contains(':', StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal) || name is "cli-telemetry" or "acknowledged-issue-numbers";

    private string Check(string name, string value, Func<string, bool> isRight, string rule)
    {
        if (!isRight(value)) Refuse(name, $"{rule} It is \"{value}\". Set it with -c {name}=…");
        return value;
    }
}
