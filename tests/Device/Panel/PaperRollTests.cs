using Pennant.Contract;
using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device.Panel;

public sealed class PaperRollTests
{
    [Fact]
    public async Task What_is_left_of_a_roll_is_counted_since_the_last_change()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Journal.UsePaper(1_500);
        rig.Edit("""{"desired":{"paper_roll_mm":20000}}""");
        await rig.UntilAsync(() => Left(rig) == 18_500, "18.5 m");

        await LookAsync(rig, new PrinterStatus(HoldReason.CoverOpen, "out"));
        await LookAsync(rig, new PrinterStatus(null, "ok"));
        Assert.Equal(18_500, Left(rig));
        await LookAsync(rig, new PrinterStatus(HoldReason.PaperOut, "out"));
        await LookAsync(rig, new PrinterStatus(HoldReason.CoverOpen, "out"));
        await LookAsync(rig, new PrinterStatus(null, "ok"));
        await rig.UntilAsync(() => Left(rig) == 20_000, "a new roll");
        rig.Journal.UsePaper(500);
        await rig.UntilAsync(() => Left(rig) == 19_500, "19.5 m");
        await LookAsync(rig, new PrinterStatus(null, "low"));
        await LookAsync(rig, new PrinterStatus(null, "ok"));
        Assert.Equal(19_500, Left(rig));
        await LookAsync(rig, new PrinterStatus(null, "low"));
        await LookAsync(rig, new PrinterStatus(HoldReason.CoverOpen, "out"));
        await LookAsync(rig, new PrinterStatus(null, "ok"));

        await rig.UntilAsync(() => Left(rig) == 20_000, "a new roll before the end of the old one");
    }

    [Fact]
    public async Task A_roll_that_is_changed_while_the_device_is_off_is_noticed()
    {
        using var rig = await new ShadowRig().ReportedAsync();
        rig.Edit("""{"desired":{"paper_roll_mm":20000}}""");
        rig.Journal.UsePaper(5_000);
        await LookAsync(rig, new PrinterStatus(HoldReason.PaperOut, "out"));
        await rig.UntilAsync(() => Left(rig) == 15_000, "15 m");

        rig.Restart();
        rig.Connect();

        await rig.UntilAsync(() => Left(rig) == 20_000, "a new roll");
    }

    private static double? Left(ShadowRig rig) => rig.Reported["paper"]?["left_mm"]?.GetValue<double>();

    private static async Task LookAsync(ShadowRig rig, PrinterStatus status)
    {
        rig.State.Set(s => s with { Status = status, Hold = status.Hold });
        await rig.UntilAsync(() => rig.Reported["paper"]!["state"]!.GetValue<string>() == status.Paper && rig.Reported["hold"]?.GetValue<string>() == status.Hold, status.ToString());
    }
}
