using Pennant.Contract;
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
    public async Task A_running_device_prints_it_itself_and_keeps_printer_and_connection()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await ToldAsync(rig);

        var run = await Terminal.RunAsync("print-test", "--config", rig.Write(), "--width", "384");

        Assert.Equal((0, "confirmed: the printer says that the slip is on paper.\n"), (run.ExitCode, run.Output));
        Assert.Equal(Ruler(384), Assert.Single(rig.Printer.Paper.All)[..Ruler(384).Length]);
        Assert.Single(rig.Broker.Connected.All);
        Assert.DoesNotContain(rig.Broker.Acks.All, a => true);
    }

    [Fact]
    public async Task A_running_device_that_holds_says_why()
    {
        await using var rig = await new DeviceRig().StartAsync();
        rig.Printer.IsOutOfPaper = true;
        await ToldAsync(rig);
        await Eventually.TrueAsync("the device knows", () => StatusFile.Read(rig.Data)?.Reported.Hold == HoldReason.PaperOut);

        var run = await Terminal.RunAsync("print-test", "--config", rig.Write());

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("paper out. To do: put in paper.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_else_can_ask_the_running_device()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await ToldAsync(rig);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(StatusFile.Read(rig.Data)!.Control!));
    }

    [Fact]
    public async Task A_width_that_no_printer_has_is_wrong_usage() => Assert.Equal(2, (await Terminal.RunAsync("print-test", "--width", "400")).ExitCode);

    private static Task ToldAsync(DeviceRig rig) => Eventually.TrueAsync("it can be asked", () => StatusFile.Read(rig.Data)?.Control is { } control && File.Exists(control));

    private static byte[] Ruler(int width)
    {
        var slip = CalibrationSlip.Draw("kitchen", [], PrinterProfile.For(width));
        return slip.Bits[..(60 * slip.Stride)];
    }
}
