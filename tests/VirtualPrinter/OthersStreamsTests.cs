using Xunit;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>Receipts of our own in the bytes of two encoders that others wrote; make-streams.mjs says which.</summary>
public sealed class OthersStreamsTests
{
    [Theory]
    [InlineData("encoder-column", 576)]
    [InlineData("encoder-raster", 576)]
    [InlineData("encoder-model", 512)]
    [InlineData("receiptline", 576)]
    [InlineData("receiptline-upsidedown", 576)]
    [InlineData("receiptline-generic", 384)]
    public async Task A_receipt_comes_out_as_its_encoder_meant_it(string name, int widthDots)
    {
        await using var bench = await Bench.StartAsync(s => s with { WidthDots = widthDots });
        var stream = Convert.FromBase64String(File.ReadAllText(Checkout.File($"tests/VirtualPrinter/Streams/{name}.base64")));

        await bench.Host.SendAsync(stream, Host.Completion("done"));
        // receiptline asks for the paper's status at its end.
        if (name.StartsWith("receiptline", StringComparison.Ordinal)) Assert.Equal([0x00], await bench.Host.ReadAsync(1));
        Assert.Equal(Host.Completed("done"), await bench.Host.ReadAsync(7));
        var receipt = bench.Printer.Slips.All.MaxBy(slip => slip.Rows)!;

        Golden.Matches(name, receipt);
        var codes = (await Zbar.ReadAsync(receipt)).Split('\n').Order();
        Assert.Equal(["EAN-13:4006381333931", "QR-Code:https://example.org/harbour"], codes);
        Assert.DoesNotContain(bench.Printer.Notes.All, note => note.Text.Contains("ignored", StringComparison.Ordinal) || note.Text.Contains("left out", StringComparison.Ordinal));
    }
}
