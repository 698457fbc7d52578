using Pennant.Contract;
using Pennant.Lambdas.Messages;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Functions;

public sealed class PaperEstimateTests
{
    private static readonly PrinterProfile Wide = PrinterProfile.For(576);

    [Theory]
    [InlineData("Hello!", null)]
    [InlineData("Dear all,\n\nthe good olives are in the cellar, behind the bread. Nobody needs to bring anything but themselves.\n\nUntil Friday!\nAnna", null)]
    [InlineData("- milk\n- bread\n- three lemons\n- something for the cat\n- batteries", null)]
    [InlineData("A picture", 576)]
    [InlineData("A small picture", 250)]
    public void The_paper_of_a_message_is_known_to_a_fifth_before_it_is_drawn(string text, int? pictureWidth)
    {
        var png = pictureWidth is { } width ? Picture(width, 400) : null;
        var receipt = ReceiptRenderer.Render(new ReceiptContent(text, "Anna", png) { Id = "01ARZ3NDEKTSV4RRFFQ69G5FAV" }, Wide).Raster!;
        var drawn = Wide.Millimetres(receipt.Height);

        var estimated = PaperEstimate.Of(new NewMessage(text, "Anna", Image: png is null ? null : Convert.ToBase64String(png)));

        Assert.InRange(estimated, drawn * 0.8, drawn * 1.2);
    }

    [Fact]
    public void A_long_message_takes_longer_and_none_takes_more_than_the_longest()
    {
        var (shortOne, longOne) = (PaperEstimate.Of(new NewMessage("Hi")), PaperEstimate.Of(new NewMessage(new string('a', Limits.TextLength))));

        Assert.InRange(PaperEstimate.Time(1, longOne) / PaperEstimate.Time(1, shortOne), 3, 20);
        Assert.Equal(Limits.PaperMillimetres, PaperEstimate.Of(new NewMessage(new string('\n', Limits.TextLength))));
    }

    private static byte[] Picture(int width, int height) => Png.Encode(new Raster(width, height, new byte[(width + 7) / 8 * height]));
}
