using HarfBuzzSharp;
using SkiaSharp;

namespace Pennant.Receipts.Text;

/// <summary>One bundled font, for drawing (Skia) and for shaping (HarfBuzz). Lives as long as the program.</summary>
internal sealed class Face
{
    private readonly SKTypeface typeface;
    private readonly HarfBuzzSharp.Face shaping;
    private readonly Weight weight;
    private readonly Dictionary<int, SizedFace> sizes = [];

    private Face(SKTypeface typeface, HarfBuzzSharp.Face shaping, Weight weight) => (this.typeface, this.shaping, this.weight) = (typeface, shaping, weight);

    /// <param name="resource">A TrueType file among this assembly's resources. It is used where the loader mapped it and never copied.</param>
    public static unsafe Face Load(string resource, Weight weight = Weight.Regular)
    {
        var stream = (UnmanagedMemoryStream)(typeof(Face).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"The font {resource} is not in this program."));
        var (start, length) = ((IntPtr)stream.PositionPointer, (int)stream.Length);
        var typeface = SKTypeface.FromData(SKData.Create(start, length)) ?? throw new InvalidOperationException($"The font {resource} cannot be read.");
        var shaping = new HarfBuzzSharp.Face(new Blob(start, length, MemoryMode.ReadOnly), 0);
        shaping.MakeImmutable();
        return new Face(typeface, shaping, weight);
    }

    /// <summary>Whether the font draws all of this, composed or taken apart as HarfBuzz does it. What is invisible need not be drawn.</summary>
    public bool Covers(ReadOnlySpan<char> cluster)
    {
        var before = -1;
        foreach (var rune in cluster.EnumerateRunes())
        {
            if (Glyphless(rune.Value)) continue;
            if (before >= 0 && UnicodeFunctions.Default.TryCompose(before, rune.Value, out var whole) && Has(whole)) before = whole;
            else if (before >= 0 && !Has(before)) return false;
            else before = rune.Value;
        }
        return before < 0 || Has(before);
    }

    public SizedFace At(int pixels)
    {
        if (!sizes.TryGetValue(pixels, out var sized)) sizes[pixels] = sized = new SizedFace(typeface, shaping, pixels, weight);
        return sized;
    }

    private bool Has(int codePoint) =>
        typeface.GetGlyph(codePoint) != 0 || (UnicodeFunctions.Default.TryDecompose(codePoint, out var first, out var second) && Has(first) && (second == 0 || Has(second)));

    private static bool Glyphless(int value) => value is 0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0020 and <= 0xE007F);
}
