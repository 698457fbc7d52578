using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class PrinterFormTests
{
    [Theory]
    [InlineData("TM-T88IV", 512, true)]
    [InlineData("TM-T88V", 512, true)]
    [InlineData("TM-T20II", 576, true)]
    [InlineData("TM-m30III", 576, true)]
    [InlineData("TM-L90", 576, true)]
    [InlineData("TM-m10", 420, true)]
    [InlineData("TM-P20", 384, false)]
    [InlineData("POS-5890K", 384, false)]
    public void A_model_that_is_known_is_taken_at_its_word(string model, int widthDots, bool hasCutter)
    {
        var form = PrinterForm.Of(null, null, model, null);

        Assert.Equal((widthDots, hasCutter, "as known of the model"), (form.WidthDots, form.HasCutter, form.WidthFrom));
    }

    [Theory]
    [InlineData(null, 384, false)] // most printers that do not name themselves are small copies, and a narrow receipt is whole on a wide one too
    [InlineData("Virtual Printer", 576, true)]
    public void Another_is_taken_for_what_such_printers_mostly_are(string? model, int widthDots, bool hasCutter)
    {
        var form = PrinterForm.Of(null, null, model, null);

        Assert.Equal((widthDots, hasCutter), (form.WidthDots, form.HasCutter));
    }

    [Theory]
    [InlineData(0x02, true)]
    [InlineData(0x00, false)]
    public void Whether_an_unknown_model_has_a_cutter_is_its_own_word(byte equipment, bool hasCutter)
    {
        var form = PrinterForm.Of(null, null, "Some 80", equipment);

        Assert.Equal((hasCutter, "as the printer says"), (form.HasCutter, form.CutterFrom));
    }

    [Fact]
    public void The_configuration_wins()
    {
        Assert.Equal(new PrinterForm(384, "as configured", false, "as configured"), PrinterForm.Of(384, false, "TM-T88V", 0x02));
    }
}
