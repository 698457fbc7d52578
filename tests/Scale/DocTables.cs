namespace Pennant.Tests.Scale;

/// <summary>The tables of a Markdown document; one is found by the head of its first column.</summary>
internal sealed class DocTables
{
    private readonly Dictionary<string, List<Dictionary<string, string>>> tables = [];

    public static DocTables Of(string path)
    {
        var doc = new DocTables();
        string[]? head = null;
        foreach (var line in File.ReadLines(Checkout.File(path)))
        {
            if (!line.StartsWith('|')) head = null;
            else if (head is null) doc.tables[(head = Cells(line))[0]] = [];
            else if (!line.StartsWith("|---", StringComparison.Ordinal)) doc.tables[head[0]].Add(head.Zip(Cells(line)).ToDictionary(cell => cell.First, cell => cell.Second));
        }
        return doc;
    }

    public IReadOnlyList<Dictionary<string, string>> Rows(string table) => tables[table];

    public Dictionary<string, string> Row(string table, string first) => tables[table].Single(row => row[table] == first);

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];
}
