using Pennant.Receipts.Text;
using Pennant.Tests.Receipts.Unicode;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class EmojiTests
{
    private readonly Shaper shaper = new();

    [Fact]
    public void Every_sequence_that_Unicode_recommends_is_one_picture()
    {
        var broken = new List<string>();
        var sequences = UnicodeFile.Lines("EmojiSequences").ToList();
        foreach (var line in sequences)
        {
            var emoji = UnicodeFile.Text(line);
            var typed = Typed.Of([new Span(emoji, false)]);
            var word = shaper.Shape(typed, new Segment(0, typed.Clusters.Length, false), 26);
            if (typed.Clusters.Length != 1 || word.Pieces.Count != 1 || word.Pieces[0].Face is null || word.Pieces[0].Glyphs.Contains((ushort)0) || word.Width is < 30 or > 45)
                broken.Add($"{emoji} {line}: {typed.Clusters.Length} clusters, {word.Pieces.Count} pieces, {word.Width} dots");
        }

        Assert.Equal(3655, sequences.Count);
        Assert.Empty(broken);
    }

    [Theory]
    [InlineData("❤\uFE0F", "❤")]
    [InlineData("☎\uFE0F", "☎\uFE0E")]
    [InlineData("☺\uFE0F", "☺")]
    public void A_sign_that_can_be_both_is_a_picture_only_where_it_is_asked_for(string picture, string sign)
    {
        Assert.NotEqual(FaceOf(sign), FaceOf(picture));
        Assert.Equal(FaceOf("👋"), FaceOf(picture));
    }

    private SizedFace? FaceOf(string text) => Assert.Single(shaper.Shape(Typed.Of([new Span(text, false)]), new Segment(0, 1, false), 26).Pieces).Face;
}
