using Pennant.Receipts;
using Pennant.Receipts.Calibration;
using Pennant.Tests.Device.Doctor;
using Pennant.Tests.Journeys;
using Pennant.Device.Status;
using Xunit;

namespace Pennant.Tests.Device.Cli;

public sealed class PrintTestTests
{
    [Fact]
    public async Task The_slip_comes_out_and_the_printers_word_is_told()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);

        var run = await Terminal.RunAsync("print-test", "--config", patient.ConfigFolder);

        Assert.Equal((0, "confirmed: the printer says that the slip is on paper.\n"), (run.ExitCode, run.Output));
        Assert.Contains("at 384 dots", run.Error, StringComparison.Ordinal);
        var paper = Assert.Single(rig.Printer.Paper.All);
        Assert.Equal(Ruler(384), paper[..Ruler(384).Length]);
        Assert.Empty(rig.Printer.Misunderstood.All);
    }

    [Fact]
    public async Task Another_width_can_be_tried()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);

        var run = await Terminal.RunAsync("print-test", "--config", patient.ConfigFolder, "--width", "576");

        Assert.Contains("at 576 dots", run.Error, StringComparison.Ordinal);
        Assert.Equal(Ruler(576), Assert.Single(rig.Printer.Paper.All)[..Ruler(576).Length]);
    }

    [Fact]
    public async Task A_printer_that_falls_silent_leaves_it_unconfirmed_with_code_1()
    {
        await using var rig = new DeviceRig { Printer = { HangsUp = true } };
        var patient = DoctorRig.WithoutBroker(rig);

        var run = await Terminal.RunAsync("print-test", "--config", patient.ConfigFolder);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("unconfirmed: nobody knows whether the slip is on paper: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_printer_without_paper_prints_nothing_and_says_what_to_do()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);
        rig.Printer.IsOutOfPaper = true;

        var run = await Terminal.RunAsync("print-test", "--config", patient.ConfigFolder);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("paper out. To do: put in paper.", run.Error, StringComparison.Ordinal);
        Assert.Empty(rig.Printer.Paper.All);
    }

    [Fact]
    public async Task A_running_device_is_not_disturbed()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await Eventually.TrueAsync("the status is told", () => StatusFile.Read(rig.Data) is not null);

        var run = await Terminal.RunAsync("print-test", "--config", rig.Write());

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("sudo systemctl stop pennant-device", run.Error, StringComparison.Ordinal);
        Assert.Empty(rig.Printer.Paper.All);
    }

    [Fact]
    public async Task A_width_that_no_printer_has_is_wrong_usage() => Assert.Equal(2, (await Terminal.RunAsync("print-test", "--width", "400")).ExitCode);

    private static byte[] Ruler(int width)
    {
        var slip = CalibrationSlip.Draw("kitchen", [], PrinterProfile.For(width));
        return slip.Bits[..(60 * slip.Stride)];
    }
}
