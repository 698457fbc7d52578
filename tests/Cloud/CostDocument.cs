using System.Globalization;

namespace Pennant.Tests.Cloud;

/// <summary>One line of docs/cost.md: a price and how often it is paid.</summary>
internal sealed record CostLine(string What, double Price, double Each, double Free, double PerMessage, double PerMonth)
{
    public double Bill(int messages, bool isFreeTakenOff) => Math.Max(0, (PerMessage * messages) + PerMonth - (isFreeTakenOff ? Free : 0)) * Price / Each;
}

/// <summary>docs/cost.md as numbers.</summary>
internal static class CostDocument
{
    private static readonly string Text = File.ReadAllText(Checkout.File("docs/cost.md"));

    public static IReadOnlyList<CostLine> Lines { get; } =
        [.. Rows("## Prices and counts").Select(cells => new CostLine(cells[0], Number(cells[1]), Number(cells[2]), Number(cells[3]), Number(cells[4]), Number(cells[5])))];

    /// <summary>The bill as it is written: the name, then the six columns.</summary>
    public static IReadOnlyList<string[]> Bill { get; } = [.. Rows("## The bill")];

    public static CostLine Line(string what) => Lines.Single(line => line.What == what);

    public static bool Says(string sentence) => Text.Contains(sentence, StringComparison.Ordinal);

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Any, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string heading) => Text.Split($"{heading}\n")[1].Split('\n')
        .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('*')).ToArray());
}
