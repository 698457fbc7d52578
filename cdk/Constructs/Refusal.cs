using System.Diagnostics.CodeAnalysis;

namespace Pennant.Cdk.Constructs;

/// <summary>Why nothing can be synthesized here, in one sentence.</summary>
internal static class Refusal
{
    /// <remarks>Kept here, because an exception that passes the CDK's side of the bridge comes back as a page of both sides' stacks with the sentence somewhere inside.</remarks>
    public static string? Sentence { get; private set; }

    [DoesNotReturn]
    public static void Because(string sentence) => throw new InvalidOperationException(Sentence = sentence);
}
