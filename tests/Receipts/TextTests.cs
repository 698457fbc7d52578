using Pennant.Receipts.Text;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class TextTests
{
    [Theory]
    [InlineData("a\r\nb\rc\u2028d", "a\nb\nc\nd")]
    [InlineData("a\u0007\u001B[31mb\u0000", "a[31mb")]
    [InlineData("safe\u202Etxt.exe\u202C \u2066x\u2069", "safetxt.exe x")]
    [InlineData("in\u200Bvis\uFEFFible\u00AD\u2060", "invisible")]
    [InlineData("a\tb", "a    b")]
    [InlineData("\u3164\u115F\u2800", "")]
    [InlineData("👨‍👩‍👧‍👦 👍🏽 ❤️", "👨‍👩‍👧‍👦 👍🏽 ❤️")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("hidden\U000E0068\U000E0069", "hidden")]
    [InlineData("שָׁלוֹם đặng", "שָׁלוֹם đặng")]
    [InlineData("ကြွှံ့ བསྒྲུབས གྷྲྀ", "ကြွှံ့ བསྒྲུབས གྷྲྀ")]
    [InlineData("a\n\n\n\nb", "a\n\n\n\nb")]
    [InlineData("a\n\n \n\t\n\u2003\n\n\nb", "a\n\n \n    \nb")]
    [InlineData("a\u0600b", "a\u0600b")]
    public void A_strangers_text_is_made_harmless(string typed, string clean) => Assert.Equal(clean, CleanText.Clean(typed));

    [Fact]
    public void A_tower_of_accents_is_cut_to_four()
    {
        var tower = "x" + string.Concat(Enumerable.Repeat("\u0301\u0308", 500)) + "y";

        Assert.Equal("x\u0301\u0308\u0301\u0308y", CleanText.Clean(tower));
    }

    [Fact]
    public void Signs_that_are_parts_of_a_letter_end_too()
    {
        var tower = "\u0F40" + string.Concat(Enumerable.Repeat("\u0F90", 500)) + "x";

        Assert.Equal("\u0F40" + new string('\u0F90', 8) + "x", CleanText.Clean(tower));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() => Assert.Equal("a\uFFFDb", CleanText.Clean("a\uD83Db"));

    [Theory]
    [InlineData("one two", "one| |two")]
    [InlineData("well-known and/or", "well-|known| |and/|or")]
    [InlineData("10\u00A0km  away", "10\u00A0km|  |away")]
    [InlineData("hi👋👩🏽‍🚀you", "hi|👋|👩🏽‍🚀|you")]
    [InlineData("漢字かな", "漢|字|か|な")]
    public void A_line_may_end_at_spaces_after_hyphens_and_around_pictures(string text, string expected)
    {
        var typed = Typed.Of([new Span(text, false)]);

        var words = Words.Split(typed);

        Assert.Equal(expected, string.Join('|', words.Select(w => string.Concat(Enumerable.Range(w.First, w.Count).Select(i => typed[i].ToString())))));
    }

    [Theory]
    [InlineData("abc", "000", "abc")]
    [InlineData("aBCd", "0110", "aCBd")]
    [InlineData("ABC", "111", "CBA")]
    [InlineData("AbcD", "1221", "DbcA")]
    [InlineData("A12bC", "12200", "12AbC")]
    public void Pieces_of_both_directions_stand_in_the_order_in_which_they_are_read(string typed, string levels, string seen)
    {
        var pieces = typed.Zip(levels).Select(pair => new Piece(null, [], [], pair.First) { Level = (byte)(pair.Second - '0') });

        Assert.Equal(seen, string.Concat(VisualOrder.Of(pieces).Select(p => (char)p.Width)));
    }
}
