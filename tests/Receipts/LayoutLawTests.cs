using CsCheck;
using Pennant.Contract;
using Pennant.Receipts;
using Pennant.Receipts.Text;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class LayoutLawTests
{
    private const string Scripts = "aé —-/.@(«€5שלם:\u05B8مرحبالعربية\u064Bनमस्तेहिन्दी\u094Dสวัสดีเมืองတမြန်မာខ្ញុំ漢字かなㄱ각한글ᄒ👩\u200D🏽👋❤\uFE0F🇩🇪﷽\u0301\u0308\u20DD\u00A0\u3000\u202E\u2067\uD83D\uDC00";

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.OneOf(Gen.Int[0, Scripts.Length - 1].Select(i => Scripts[i]), Gen.Char).Array[0, 250].Select(c => new string(c)),
        Gen.Select(Gen.Int[0x20, 0x1FFFF].Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32), Gen.Int[1, 120], (c, n) => string.Concat(Enumerable.Repeat(c, n))));

    private static readonly Shaper Shaper = new();

    [Fact]
    public void No_line_is_wider_than_the_paper_whatever_is_written() => Gen.Select(Texts, Gen.Int[20, 600], Gen.Bool).Sample((text, width, isBold) =>
    {
        var clean = CleanText.Clean(text).Replace('\n', ' ');
        lock (Shaper)
        {
            var lines = new LineFiller(Shaper, 26, width).Fill([new Span(clean, isBold)]).ToList();
            return lines.Count > 0 && lines.TrueForAll(line => line.Width <= width && line.Left >= 0 && line.Left + line.Width <= width && line.Width == line.Pieces.Sum(p => p.Width));
        }
    }, iter: 3_000);

    [Fact]
    public void Every_character_is_drawn_exactly_once_in_the_order_of_reading() => Gen.Select(Texts, Gen.Int[60, 600]).Sample((text, width) =>
    {
        var typed = Typed.Of([new Span(CleanText.Clean(text).Replace('\n', ' '), false)]);
        var place = 0;
        foreach (var segment in Words.Split(typed))
        {
            if (segment.First != place || segment.Count < 1) return false;
            place += segment.Count;
        }
        return place == typed.Clusters.Length && typed.Clusters.Sum(c => c.Length) == typed.Text.Length;
    }, iter: 2_000);

    [Fact]
    public void Clean_text_stays_as_it_is_when_it_is_cleaned_again() => Texts.Sample(text => CleanText.Clean(CleanText.Clean(text)) == CleanText.Clean(text), iter: 3_000);

    public static TheoryData<string, string> Hostile => new()
    {
        { "newlines", "a" + new string('\n', 3_998) + "b" },
        { "blank lines", string.Concat(Enumerable.Repeat(" \u3000\n", 1_333)) + "b" },
        { "one word", new string('W', 4_000) },
        { "one Arabic word", new string('س', 4_000) },
        { "one word of stacked letters", string.Concat(Enumerable.Repeat("\u0915\u094D", 2_000)) },
        { "marks", "a" + new string('\u0301', 3_999) },
        { "marks of all kinds", "a" + string.Concat(Enumerable.Repeat("\u0301\u20DD\u05B8\u0951\u0E49\u0F71", 666)) },
        { "marks alone", new string('\u0903', 4_000) },
        { "joiners", string.Concat(Enumerable.Repeat("\u200D\u200C", 1_999)) + "a" },
        { "joined pictures", string.Concat(Enumerable.Repeat("👩\u200D", 1_333)) },
        { "flags", string.Concat(Enumerable.Repeat("🇩", 2_000)) },
        { "directions", "a" + string.Concat(Enumerable.Repeat("\u202E\u2067\u202D\u2068\u200F", 799)) },
        { "brackets", string.Concat(Enumerable.Repeat("א([{a", 800)) },
        { "tags", "🏴" + string.Concat(Enumerable.Repeat("\U000E0067", 1_900)) },
        { "half pairs", string.Concat(Enumerable.Repeat("\uD83Da\uDC00", 1_333)) },
        { "fillers", new string('\u3164', 3_999) + "a" },
        { "private", string.Concat(Enumerable.Repeat("\U0010FFFD", 2_000)) },
        { "spaces", "a" + new string(' ', 3_998) + "b" },
        { "the longest ligature", new string('﷽', 4_000) },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_text_comes_out_bounded_or_is_refused(string kind, string text)
    {
        var profile = PrinterProfile.For(384);

        var rendered = ReceiptRenderer.Render(new ReceiptContent(text, text[..Math.Min(60, text.Length)]), profile);

        if (rendered.Raster is { } raster) Assert.True(profile.Millimetres(raster.Height) <= Limits.PaperMillimetres, kind);
        else Assert.Equal(FailureCode.TooLong, rendered.Failure);
    }
}
