using Pennant.Receipts;
using Pennant.Receipts.Calibration;
using Xunit;

namespace Pennant.Tests.Receipts.Calibration;

public sealed class CalibrationTests
{
    public static TheoryData<int> Widths => [384, 420, 512, 576];

    [Theory, MemberData(nameof(Widths))]
    public void Ruler_and_strips_are_as_in_the_picture(int width)
    {
        var profile = PrinterProfile.For(width);
        var slip = CalibrationSlip.Draw("kitchen", ["a fact"], profile);
        var drawn = new Raster(width, Drawing(profile), slip.Bits[..(Drawing(profile) * slip.Stride)]);
        var file = Checkout.File($"tests/Receipts/Calibration/ruler-{width}.png");

        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;

        if (expected?.Hash() != drawn.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(drawn));
        Assert.Equal(expected?.Hash(), drawn.Hash());
    }

    [Theory, MemberData(nameof(Widths))]
    public void The_first_and_the_last_dot_of_the_line_are_black_beside_the_ruler(int width)
    {
        var slip = CalibrationSlip.Draw("kitchen", [], PrinterProfile.For(width));

        Assert.All(Enumerable.Range(0, 60), y => Assert.True(slip.IsBlack(0, y) && slip.IsBlack(width - 1, y)));
    }

    [Theory, MemberData(nameof(Widths))]
    public void A_printer_obeys_nothing_in_it(int width)
    {
        Assert.False(RealTime.IsIn(CalibrationSlip.Draw("a-rather-long-name-of-a-printer", ["1", "2"], PrinterProfile.For(width)).Bits));
    }

    [Fact]
    public void What_is_known_of_the_printer_is_on_it()
    {
        var profile = PrinterProfile.For(384);

        Assert.NotEqual(CalibrationSlip.Draw("kitchen", ["evidence: confirmed"], profile).Hash(), CalibrationSlip.Draw("kitchen", ["evidence: written"], profile).Hash());
        Assert.NotEqual(CalibrationSlip.Draw("kitchen", [], profile).Hash(), CalibrationSlip.Draw("cellar", [], profile).Hash());
    }

    /// <summary>Rows above the text.</summary>
    private static int Drawing(PrinterProfile profile)
    {
        var text = CalibrationSlip.Draw("kitchen", ["a fact"], profile);
        return Enumerable.Range(0, text.Height).First(y => y > 150 && IsWhite(text, y) && IsWhite(text, y + 7));
    }

    private static bool IsWhite(Raster raster, int y) => raster.Row(y).IndexOfAnyExcept((byte)0) < 0;
}
