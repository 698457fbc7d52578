namespace Pennant.Local.Iam;

/// <summary>What a statement says of actions or resources: these, or all but these.</summary>
internal sealed record Patterns(IReadOnlyList<string> Items, bool IsNegated)
{
    /// <summary>Everything, as where a statement may leave the element out.</summary>
    public static readonly Patterns Any = new(["*"], false);

    /// <summary>Each of them by which the text is meant; a negated list means it as a whole or not at all.</summary>
    public IEnumerable<string> Meaning(string text, AccessRequest request, bool ignoreCase = false)
    {
        var matching = Items.Where(item => Wildcard.Matches(item, text, request, ignoreCase));
        return !IsNegated ? matching : matching.Any() ? [] : Names;
    }

    public IEnumerable<string> Names => IsNegated ? [$"all but {string.Join(", ", Items)}"] : Items;
}
