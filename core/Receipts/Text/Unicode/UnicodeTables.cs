namespace Pennant.Receipts.Text.Unicode;

/// <summary>The properties that .NET does not know. Made from the Unicode character database 15.0 by the tests' <c>TableMaker</c>, read once.</summary>
internal static class UnicodeTables
{
    public const string Resource = "unicode.bin";

    private static readonly (RangeTable Bidi, RangeTable Lines, Dictionary<int, int> Closing) Read = Load();

    public static BidiClass Bidi(int codePoint) => (BidiClass)Read.Bidi[codePoint];

    public static LineClass Line(int codePoint) => (LineClass)Read.Lines[codePoint];

    /// <returns>The bracket that closes this one; 0 when it opens none.</returns>
    public static int ClosingBracket(int codePoint) => Read.Closing.GetValueOrDefault(codePoint);

    private static (RangeTable, RangeTable, Dictionary<int, int>) Load()
    {
        using var stream = typeof(UnicodeTables).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The table {Resource} is not in this program.");
        using var reader = new BinaryReader(stream);
        return (Ranges(reader), Ranges(reader), Brackets(reader));
    }

    private static RangeTable Ranges(BinaryReader reader)
    {
        var starts = new int[reader.Read7BitEncodedInt()];
        var values = new byte[starts.Length];
        for (int i = 0, last = 0; i < starts.Length; i++)
        {
            starts[i] = last += reader.Read7BitEncodedInt();
            values[i] = reader.ReadByte();
        }
        return new RangeTable(starts, values);
    }

    private static Dictionary<int, int> Brackets(BinaryReader reader)
    {
        var pairs = new Dictionary<int, int>();
        for (var count = reader.Read7BitEncodedInt(); count > 0; count--) pairs[reader.Read7BitEncodedInt()] = reader.Read7BitEncodedInt();
        return pairs;
    }
}
