using Pennant.Contract;
using Pennant.Receipts;
using Pennant.Receipts.Layout;
using Pennant.Tests.VirtualPrinters;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class QrCodeTests
{
    /// <summary>With another program, from the receipt's own dots.</summary>
    [Theory]
    [InlineData("https://example.org", 384)]
    [InlineData("https://example.org/a/rather/long/path?with=a+query&and=another#fragment", 384)]
    [InlineData("WIFI:S:Besucher;T:WPA;P:päßwörd ☕;;", 384)]
    [InlineData("0123456789012345", 512)]
    [InlineData("مرحبا بالعالم 👋", 420)]
    [InlineData("x]y", 576)]
    public async Task A_reader_finds_what_was_typed(string words, int width)
    {
        Assert.Equal(words, await ReadAsync(Receipt($"Scan me:\n[qr: {words}]\nThanks", width)));
    }

    [Theory]
    [InlineData(384, 3)]
    [InlineData(576, 4)]
    public async Task So_it_does_when_much_was_typed(int width, int dots)
    {
        var words = string.Concat(Enumerable.Range(0, 100).Select(i => $"{i * 7919 % 10_000:0000} "))[..^1];

        Assert.Equal(dots, DotsOfModule(QrCode.Draw(words, width - 24, PrinterProfile.For(width))!));
        Assert.Equal(words, await ReadAsync(Receipt($"[qr: {words}]", width)));
    }

    [Fact]
    public void A_short_one_is_not_blown_up_over_the_paper()
    {
        var code = QrCode.Draw("hi", 552, PrinterProfile.For(576))!;

        Assert.Equal((232, 8), (code.Width, DotsOfModule(code)));
    }

    [Theory]
    [InlineData(900)]
    [InlineData(2331)]
    [InlineData(2332)]
    [InlineData(3900)]
    public void What_no_code_can_say_on_this_paper_is_printed_as_it_was_typed(int length)
    {
        var words = new string('x', length);

        var typed = Receipt($@"\[qr: {words}]", 384);

        Assert.Equal(typed.Hash(), Receipt($"[qr: {words}]", 384).Hash());
    }

    [Theory]
    [InlineData("[qr: a]\n", 500)]
    [InlineData("[qr:", 1000)]
    [InlineData("**a ", 1000)]
    [InlineData("> ", 2000)]
    [InlineData("- ", 2000)]
    [InlineData("1. a\n", 800)]
    [InlineData("\\", 4000)]
    [InlineData("->", 2000)]
    [InlineData("# ", 2000)]
    [InlineData("---\n", 1000)]
    [InlineData("> - [ ] **[qr: x]**\n", 200)]
    public void However_much_markup_there_is_the_paper_ends(string sign, int times)
    {
        var rendered = ReceiptRenderer.Render(new ReceiptContent(string.Concat(Enumerable.Repeat(sign, times))), PrinterProfile.For(384));

        Assert.True(rendered.Raster is { } raster ? raster.Height <= 12_000 : rendered.Failure == FailureCode.TooLong);
    }

    private static Raster Receipt(string text, int width) => ReceiptRenderer.Render(new ReceiptContent(text, "Ada"), PrinterProfile.For(width)).Raster!;

    /// <summary>A finder pattern's upper edge is seven modules long; the border before it four.</summary>
    private static int DotsOfModule(Raster code)
    {
        var first = Enumerable.Range(0, code.Height).First(y => code.Row(y).IndexOfAnyExcept((byte)0) >= 0);
        return Enumerable.Range(0, code.Width).First(x => code.IsBlack(x, first)) / 4;
    }

    private static async Task<string> ReadAsync(Raster receipt)
    {
        var file = Path.Combine(Path.GetTempPath(), $"pennant-qr-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, Png.Encode(receipt));
        try
        {
            return await Zbar.ReadAsync(file, "--raw", "-Sdisable", "-Sqrcode.enable");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
