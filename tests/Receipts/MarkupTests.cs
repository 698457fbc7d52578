using CsCheck;
using Pennant.Receipts.Text;
using Pennant.Tests.Device;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class MarkupTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a **b c** d", "a <b c> d")]
    [InlineData("**all**", "<all>")]
    [InlineData("**a**, **b**!", "<a>, <b>!")]
    [InlineData("这是**粗体**文字", "这是<粗体>文字")]
    [InlineData("**öl**", "<öl>")]
    [InlineData("2 ** 3 ** 4", "2 ** 3 ** 4")]
    [InlineData("2**3**4", "2**3**4")]
    [InlineData("2 * 3 * 4", "2 * 3 * 4")]
    [InlineData("**open", "**open")]
    [InlineData("****", "****")]
    [InlineData("** **", "** **")]
    [InlineData(@"\**not bold**", "**not bold**")]
    [InlineData(@"**a\**b**", "<a**b>")]
    [InlineData(@"\\**bold**", @"\<bold>")]
    [InlineData(@"¯\_(ツ)_/¯ C:\new\*.*", @"¯\_(ツ)_/¯ C:\new\*.*")]
    public void Two_stars_are_bold_only_around_words(string line, string expected) => Assert.Equal(expected, Shown(Assert.Single(Markup.Parse(line))));

    [Theory]
    [InlineData("# Title", "Heading <Title>")]
    [InlineData("## Less", "Subheading <Less>")]
    [InlineData("### Least", "Subheading <Least>")]
    [InlineData("#hashtag", "#hashtag")]
    [InlineData("#", "#")]
    [InlineData("# ", "#")]
    [InlineData("#### much", "#### much")]
    [InlineData("---", "Rule ")]
    [InlineData("------------", "Rule ")]
    [InlineData("--", "--")]
    [InlineData("----- hi", "----- hi")]
    [InlineData("- - -", "Item • - -")]
    [InlineData("-> in the middle <-", "Centred in the middle")]
    [InlineData("->close<-", "Centred close")]
    [InlineData("-> # Big <-", "Heading Centred <Big>")]
    [InlineData("# -> Big <-", "Heading Centred <Big>")]
    [InlineData("-> <-", "-> <-")]
    [InlineData("-> there", "-> there")]
    [InlineData("<- back", "<- back")]
    [InlineData("[qr: https://example.org]", "Code https://example.org")]
    [InlineData("[QR:a]b]", "Code a]b")]
    [InlineData("[qr: ]", "[qr: ]")]
    [InlineData("[qr: open", "[qr: open")]
    [InlineData("see [qr: x]", "see [qr: x]")]
    public void A_sign_means_something_only_where_it_is_meant(string line, string expected) => Assert.Equal(expected, Described(Assert.Single(Markup.Parse(line))));

    [Theory]
    [InlineData("- milk", "Item • milk")]
    [InlineData("* milk", "Item • milk")]
    [InlineData("• milk", "Item • milk")]
    [InlineData("- **milk**", "Item • <milk>")]
    [InlineData("  - milk", "Item1 – milk")]
    [InlineData("      - milk", "Item2 • milk")]
    [InlineData("              - milk", "Item2 • milk")]
    [InlineData("- [ ] milk", "Item ☐ milk")]
    [InlineData("* [x] milk", "Item ☑ milk")]
    [InlineData("- [y] milk", "Item • [y] milk")]
    [InlineData("- [ ]", "Item • [ ]")]
    [InlineData("1. milk", "Item 1. milk")]
    [InlineData("12) milk", "Item 12) milk")]
    [InlineData("١. حليب", "Item ١. حليب")]
    [InlineData("2026. A year", "2026. A year")]
    [InlineData("1.5 litres", "1.5 litres")]
    [InlineData("-5 degrees", "-5 degrees")]
    [InlineData("*sigh*", "*sigh*")]
    [InlineData("-", "-")]
    [InlineData("1.", "1.")]
    public void A_list_is_what_looks_like_one(string line, string expected) => Assert.Equal(expected, Described(Assert.Single(Markup.Parse(line))));

    [Theory]
    [InlineData("> so it goes", "Quote so it goes")]
    [InlineData("> > deeper", "QuoteQuote deeper")]
    [InlineData("> > > deepest", "QuoteQuote > deepest")]
    [InlineData("> - milk", "QuoteItem • milk")]
    [InlineData("> # Title", "QuoteHeading <Title>")]
    [InlineData(">:(", ">:(")]
    [InlineData(">", ">")]
    [InlineData("> ", ">")]
    public void A_quote_has_a_space_after_its_sign(string line, string expected) => Assert.Equal(expected, Described(Assert.Single(Markup.Parse(line))));

    [Fact]
    public void A_quote_goes_on_over_an_empty_line_of_its_own() =>
        Assert.Equal(["Quote a", "Quote ", "Quote b", "", ">"], Markup.Parse("> a\n>\n> b\n\n>").Select(Described));

    [Theory]
    [InlineData(@"\# Title", "# Title")]
    [InlineData(@"\- milk", "- milk")]
    [InlineData(@"\1. Mai", "1. Mai")]
    [InlineData(@"\---", "---")]
    [InlineData(@"\> so", "> so")]
    [InlineData(@"\-> so <-", "-> so <-")]
    [InlineData(@"\[qr: x]", "[qr: x]")]
    [InlineData(@"\\# Title", @"\\# Title")]
    [InlineData(@"\o/", @"\o/")]
    [InlineData(@"\", @"\")]
    public void A_backslash_before_a_sign_takes_its_meaning_away_and_stays_before_anything_else(string line, string expected) =>
        Assert.Equal(expected, Described(Assert.Single(Markup.Parse(line))));

    [Fact]
    public void Empty_lines_are_kept_inside_and_dropped_at_the_ends() => Assert.Equal(["a", "", "Rule ", "--- b"], Markup.Parse("\n\na\n\n---\n--- b\n\n").Select(Described));

    [Fact]
    public void Whatever_is_typed_nothing_but_signs_goes_missing()
    {
        var signs = Choose.Of("# ", "## ", "**", "- ", "* ", "1. ", "---", "> ", "[qr:", "]", "->", "<-", "\\", "\n", " ", "[ ] ", "a", "b c", "7", "ש", "👋");

        signs.Array[0, 40].Select(string.Concat).Sample(typed =>
        {
            var shown = string.Concat(Markup.Parse(typed).Select(p => p.Marker + p.Code + string.Concat(p.Code.Length > 0 ? [] : p.Spans.Select(s => s.Text))));

            Assert.Equal(Words(typed), Words(shown));
        }, iter: 20_000);
    }

    /// <summary>Only what carries meaning of its own; a number in front of a list is its marker.</summary>
    private static string Words(string text) => string.Concat(text.Where(c => c is 'a' or 'b' or 'c' or '7' or 'ש' || c > 0xD7FF));

    private static string Shown(Paragraph paragraph) => string.Concat(paragraph.Spans.Select(s => s.IsBold ? $"<{s.Text}>" : s.Text));

    private static string Described(Paragraph paragraph)
    {
        var words = paragraph.Kind == ParagraphKind.Code ? paragraph.Code : Shown(paragraph);
        var kind = paragraph.Kind == ParagraphKind.Text ? "" : $"{paragraph.Kind}";
        var name = string.Concat(Enumerable.Repeat("Quote", paragraph.Quotes)) + kind + (paragraph.Level > 0 ? $"{paragraph.Level}" : "");
        string[] parts = [name, paragraph.IsCentred ? "Centred" : "", paragraph.Marker];
        var prefix = string.Join(' ', parts.Where(p => p.Length > 0));
        return prefix.Length == 0 ? words : $"{prefix} {words}";
    }
}
