using Pennant.Receipts.Text.Unicode;
using Xunit;

namespace Pennant.Tests.Receipts.Unicode;

public sealed class UnicodeTests
{
    /// <summary>When it differs, the table made anew is left beside the old one with the ending <c>.new</c>.</summary>
    [Fact]
    public void The_tables_are_those_of_the_Unicode_character_database()
    {
        var file = Path.Combine(Checkout.Root, "core", "Receipts", "Text", "Unicode", UnicodeTables.Resource);

        var made = TableMaker.Make();

        if (!File.Exists(file) || !made.AsSpan().SequenceEqual(File.ReadAllBytes(file))) File.WriteAllBytes(file + ".new", made);
        Assert.True(made.AsSpan().SequenceEqual(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Lines_end_where_Unicodes_own_vectors_say()
    {
        var wrong = new List<string>();
        foreach (var line in UnicodeFile.Lines("LineBreakTest"))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var text = UnicodeFile.Text(string.Join(' ', fields.Where(f => f is not ("×" or "÷"))));
            var breaks = LineBreaks.Before(text);
            var seen = string.Concat(Enumerable.Range(0, text.Length).Where(i => !char.IsLowSurrogate(text[i])).Select(i => breaks[i] ? '÷' : '×')) + "÷";
            if (seen != string.Concat(fields.Where(f => f is "×" or "÷"))) wrong.Add(line + " but " + seen);
        }

        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void Characters_get_the_levels_that_Unicodes_own_vectors_say()
    {
        var wrong = new List<string>();
        foreach (var line in UnicodeFile.Lines("BidiCharacterTest"))
        {
            var fields = line.Split(';');
            var points = fields[0].Split(' ').Select(UnicodeFile.Hex).ToArray();
            var classes = Array.ConvertAll(points, UnicodeTables.Bidi);
            var level = fields[1] == "2" ? Bidi.BaseLevel(classes) : byte.Parse(fields[1]);
            if (fields[2] != level.ToString() || !Agree(fields[3], Bidi.Levels(classes, points, level))) wrong.Add(line);
        }

        Assert.Empty(wrong.Take(20));
    }

    [Fact]
    public void Every_short_row_of_classes_gets_the_levels_that_Unicodes_own_vectors_say()
    {
        var wrong = new List<string>();
        var expected = "";
        foreach (var line in UnicodeFile.Lines("BidiTest"))
        {
            if (line.StartsWith("@Levels:", StringComparison.Ordinal)) expected = line["@Levels:".Length..].Trim();
            else if (line.Split(';') is [var names, var directions])
            {
                var classes = names.Split(' ').Select(Enum.Parse<BidiClass>).ToArray();
                var levels = new[] { Bidi.BaseLevel(classes), (byte)0, (byte)1 };
                for (var bit = 0; bit < 3; bit++)
                    if ((int.Parse(directions) & (1 << bit)) != 0 && !Agree(expected, Bidi.Levels(classes, new int[classes.Length], levels[bit]))) wrong.Add($"{line} at {levels[bit]}");
            }
        }

        Assert.Empty(wrong.Take(20));
    }

    /// <param name="expected">An <c>x</c> stands for a character that has no level.</param>
    private static bool Agree(string expected, byte[] levels)
    {
        var fields = expected.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == levels.Length && fields.Zip(levels).All(pair => pair.First == "x" || pair.First == pair.Second.ToString());
    }
}
