namespace Pennant.Local.Cloud;

/// <summary>A function as callers name it: <c>one</c>, <c>one:live</c>, <c>000000000000:function:one</c>, or an ARN of either.</summary>
/// <param name="Qualifier">A version or an alias, <c>$LATEST</c> too; null where the caller names none.</param>
internal sealed record FunctionName(string Name, string? Qualifier)
{
    /// <summary>With the qualifier, if there is one: a permission for the function is none for its versions.</summary>
    public string Arn => Cloud.Arn.Of("lambda", Qualifier is null ? $"function:{Name}" : $"function:{Name}:{Qualifier}");

    public static FunctionName Parse(string text) => text.Split(':') switch
    {
        ["arn", _, "lambda", _, _, "function", var name, .. var rest] => new FunctionName(name, rest.FirstOrDefault()),
        [_, "function", var name, .. var rest] => new FunctionName(name, rest.FirstOrDefault()),
        [var name, .. var rest] => new FunctionName(name, rest.FirstOrDefault()),
        [] => new FunctionName(text, null),
    };
}
