using System.Text.RegularExpressions;

namespace Pennant.Tests.Cloud;

/// <summary>docs/runbook.md, as far as a test can hold it against the cloud.</summary>
internal static partial class Runbook
{
    private static readonly string Text = File.ReadAllText(Checkout.File("docs/runbook.md"));

    /// <summary>The headings of the part on alarms: each an alarm's name in prod.</summary>
    public static IEnumerable<string> Alarms => Entry().Matches(Part("Alarms")).Select(heading => heading.Groups[1].Value);

    /// <summary>What is written under one heading of that part.</summary>
    public static string Of(string alarm) => Part("Alarms").Split($"### {alarm}\n")[1].Split("\n### ")[0];

    /// <summary>The blocks of commands that the local product is said to understand, in the order in which they are written.</summary>
    public static IReadOnlyList<string> LocalBlocks => [.. Local().Matches(Text).Select(block => block.Groups[1].Value)];

    private static string Part(string title) => Text.Split($"\n## {title}\n")[1].Split("\n## ")[0];

    [GeneratedRegex("^### (.+)$", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("^```sh local\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Local();
}
