using Pennant.Receipts.Text;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class ShapingTests
{
    private readonly Shaper shaper = new();

    [Theory]
    [InlineData("e\u0301", "é")]
    [InlineData("か\u3099", "が")]
    [InlineData("\u1112\u1161\u11AB", "한")]
    [InlineData("Q\u0323\u0307", "Q\u0307\u0323")]
    [InlineData("क\u093C", "क़")]
    public void Taken_apart_or_composed_it_is_drawn_the_same(string one, string other) => Assert.Equal(Glyphs(other), Glyphs(one));

    [Theory]
    [InlineData("لا")]
    [InlineData("ﬁ")]
    [InlineData("क्ष")]
    [InlineData("👨‍👩‍👧‍👦")]
    public void Letters_that_make_one_sign_are_one_glyph(string text) => Assert.Single(Glyphs(text));

    [Fact]
    public void Arabic_letters_have_the_form_of_their_place_and_stand_from_right_to_left()
    {
        var joined = Glyphs("ببب");
        var parted = Glyphs("ب\u200Cب");

        Assert.Equal(3, joined.Distinct().Count());
        Assert.Equal([joined[0], joined[2]], [Glyphs("بب")[0], Glyphs("بب")[1]]);
        Assert.Equal(Glyphs("ب")[0], parted[^1]);
    }

    [Fact]
    public void Letters_join_across_the_end_of_a_bold_part()
    {
        var typed = Typed.Of([new Span("بب", false), new Span("بب", true)]);

        var word = shaper.Shape(typed, new Segment(0, 4, false), 26);

        Assert.Equal(2, word.Pieces.Count);
        Assert.Equal(Glyphs("بببب")[2..], word.Pieces[0].Glyphs);
    }

    [Fact]
    public void A_word_of_which_one_font_has_only_a_part_is_drawn_by_one_that_has_it_all()
    {
        Assert.NotEqual(Shape("ب").Pieces[0].Face, Shape("ݐ").Pieces[0].Face);
        Assert.Single(Shape("بݐب").Pieces);
    }

    [Fact]
    public void A_vowel_that_is_typed_after_its_letter_is_drawn_before_it()
    {
        Assert.Equal(Glyphs("क")[0], Glyphs("कि")[1]);
        Assert.NotEqual(Glyphs("क")[0], Glyphs("कि")[0]);
    }

    [Fact]
    public void Brackets_among_letters_from_right_to_left_are_turned()
    {
        Assert.Equal(Glyphs("()"), Glyphs("א(ב)").Where(g => Glyphs("()").Contains(g)).Order());
        Assert.Equal(Glyphs(")")[0], Glyphs("א(ב")[1]);
    }

    [Fact]
    public void A_mark_that_only_another_font_has_takes_no_room_and_stands_clear_of_its_letter()
    {
        var alone = Shape("漢");

        var marked = Shape("漢\u0301");

        Assert.Equal(alone.Width, marked.Width);
        Assert.Equal(2, marked.Pieces.Count);
        Assert.True(marked.Pieces[1].Above > alone.Pieces[0].Above);
    }

    [Theory]
    [InlineData("Straße Łódź Đặng", "Ελλάδα", "Привет", "Հայ", "ქართული", "שָׁלוֹם", "مرحبا", "ܫܠܡܐ", "ދިވެހި", "नमस्ते", "বাংলা", "ਪੰਜਾਬੀ", "ગુજરાતી", "ଓଡ଼ିଆ", "தமிழ்", "తెలుగు", "ಕನ್ನಡ", "മലയാളം", "සිංහල")]
    [InlineData("ไทย", "ລາວ", "བོད་ཡིག", "မြန်မာ", "ខ្មែរ", "አማርኛ", "ᏣᎳᎩ", "ᐃᓄᒃᑎᑐᑦ", "ⵜⴰⵎⴰⵣⵉⵖⵜ", "ߒߞߏ", "𞤀𞤣𞤤𞤢𞤥", "ꦗꦮ", "ᬩᬮᬶ", "한국어", "ひらがな", "カタカナ", "简体中文", "繁體中文", "ㄅㄆㄇ", "ꆈꌠꉙ", "ꕙꔤ")]
    public void No_letter_of_these_languages_is_a_box(params string[] words) => Assert.All(words, word =>
    {
        var pieces = Shape(word).Pieces;

        Assert.All(pieces, piece => Assert.NotNull(piece.Face));
        Assert.All(pieces.SelectMany(piece => piece.Glyphs), glyph => Assert.NotEqual(0, glyph));
    });

    private Word Shape(string text)
    {
        var typed = Typed.Of([new Span(text, false)]);
        return shaper.Shape(typed, new Segment(0, typed.Clusters.Length, false), 26);
    }

    private ushort[] Glyphs(string text) => [.. VisualOrder.Of(Shape(text).Pieces).SelectMany(piece => piece.Glyphs)];
}
