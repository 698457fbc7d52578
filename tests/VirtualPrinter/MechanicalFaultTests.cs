using System.Net.Sockets;
using Pennant.Local.Printer;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class MechanicalFaultTests
{
    private static readonly byte[] GoOn = [0x10, 0x05, 1], StartAnew = [0x10, 0x05, 2], ClearAll = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8];

    [Fact]
    public async Task A_jammed_cutter_stops_the_printer_until_the_host_has_it_go_on_and_then_cuts()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Host.AskAsync([0x1D, 0x61, 0x0E], 4);
        bench.Printer.Faults.JamsAtNextCut = true;

        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 5)), Host.Cut, Host.Completion("done"));
        Assert.Equal([0x1C, 0x08, 0x00, 0x0F], await bench.Host.ReadAsync(4));
        Assert.Equal([0x1E, 0x52, 0x1A], await bench.Host.AskAsync([.. Host.Status(1), .. Host.Status(2), .. Host.Status(3)], 3));
        await bench.Host.SendAsync(GoOn);

        Assert.Equal([0x14, 0x00, 0x00, 0x0F, .. Host.Completed("done")], await bench.Host.ReadAsync(11));
        Assert.Equal(5, Assert.Single(bench.Printer.Slips.All).Rows);
    }

    [Fact]
    public async Task A_host_that_starts_anew_after_a_jam_loses_what_it_had_sent_and_nothing_after_that()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Faults.JamsAtNextCut = true;
        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 5)), Host.Cut, Host.Completion("lost"), Host.Picture(Bench.Noise(576, 7)));
        await Eventually.TrueAsync("the cutter is jammed", () => bench.Printer.Sensors.Error == PrinterError.CutterJam);

        await bench.Host.SendAsync(Host.Completion("gone"), StartAnew, Host.Picture(Bench.Noise(576, 3)), Host.Cut, Host.Completion("kept"));

        Assert.Equal(Host.Completed("kept"), await bench.Host.ReadAsync(7));
        Assert.Equal(5 + 3, Assert.Single(bench.Printer.Slips.All).Rows);
    }

    [Fact]
    public async Task Clearing_everything_is_answered_and_breaks_off_a_picture()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 100))[..(8 + 720)]);
        await Eventually.TrueAsync("ten rows are printed", () => bench.Printer.UncutRows == 10);

        Assert.Equal([0x37, 0x25, 0x00], await bench.Host.AskAsync(ClearAll, 3));

        var slip = await bench.PrintAsync(Host.Picture(Bench.Noise(576, 4)));
        Assert.Equal(14, slip.Rows);
    }

    [Theory]
    [InlineData(nameof(PrinterError.HotHead), 0x40)]
    [InlineData(nameof(PrinterError.Unrecoverable), 0x20)]
    public async Task Another_error_stops_it_whatever_the_host_says(string name, byte bit)
    {
        var error = Enum.Parse<PrinterError>(name);
        await using var bench = await Bench.StartAsync();
        bench.Printer.Faults.SetError(error);

        await bench.Host.SendAsync(Host.Completion("late"), GoOn, StartAnew);
        Assert.Equal([(byte)(0x12 | bit)], await bench.Host.AskAsync(Host.Status(3), 1));
        bench.Printer.Faults.SetError(PrinterError.None);

        Assert.Equal(Host.Completed("late"), await bench.Host.ReadAsync(7));
    }

    [Fact]
    public async Task Switching_off_ends_an_error_that_nothing_else_ends()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Faults.SetError(PrinterError.Unrecoverable);

        await bench.Printer.PowerOffAsync();
        await bench.Printer.PowerOnAsync();

        Assert.Equal(PrinterError.None, bench.Printer.Sensors.Error);
    }

    [Fact]
    public async Task The_cover_opens_in_the_middle_of_a_picture_and_the_picture_stays_whole()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(576, 80);
        bench.Printer.Faults.OpenCoverAfter(3);

        await bench.Host.SendAsync(Host.Picture(picture), Host.Cut, Host.Completion("done"));
        await Eventually.TrueAsync("the cover is open", () => bench.Printer.Sensors.IsCoverOpen);
        Assert.Equal(24, bench.Printer.UncutRows);
        bench.Printer.CloseCover();

        Assert.Equal(Host.Completed("done"), await bench.Host.ReadAsync(7));
        Assert.Equal(picture.Bits, bench.Printer.Slips.All[0].ReadRaster().Bits);
    }

    [Fact]
    public async Task Paper_gets_low_in_the_middle_of_a_picture_and_is_printed_on()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Host.AskAsync([0x1D, 0x61, 0x08], 4);
        bench.Printer.Faults.RunLowAfter(3);

        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 80)), Host.Completion("done"));

        Assert.Equal([0x14, 0x00, 0x03, 0x0F, .. Host.Completed("done")], await bench.Host.ReadAsync(11));
    }

    [Fact]
    public async Task Power_that_fails_in_the_middle_of_a_picture_leaves_half_of_it_on_the_paper()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Faults.LosePowerAfter(3);

        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 80)), Host.Cut, Host.Completion("lost"));
        Assert.True(await bench.Host.IsClosedAsync());
        await Eventually.TrueAsync("it is off", () => !bench.Printer.IsPowered);
        await bench.Printer.PowerOnAsync();
        await bench.ReconnectAsync();

        Assert.Equal(24, bench.Printer.UncutRows);
        Assert.Equal(24 + 5, (await bench.PrintAsync(Host.Picture(Bench.Noise(576, 5)))).Rows);
    }

    [Fact]
    public async Task A_cable_that_comes_loose_ends_the_connection_and_what_has_arrived_is_printed()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.OpenCover();
        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 80)), Host.Cut);
        await bench.Host.AskAsync(Host.Status(1), 1);
        bench.Printer.Faults.UnplugAfter(3);
        bench.Printer.CloseCover();

        Assert.True(await bench.Host.IsClosedAsync());
        await Eventually.TrueAsync("new connections are refused", () => IsRefusedAsync(bench));
        await Eventually.TrueAsync("the slip is cut", () => bench.Printer.Slips.All is [{ Rows: 80 }]);
    }

    [Fact]
    public async Task The_feed_button_moves_paper_and_is_told_while_it_is_pressed()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Host.AskAsync([0x1D, 0x61, 0x0E], 4);

        Assert.True(bench.Printer.Faults.PressFeedButton(lines: 2));

        Assert.Equal([0x5C, 0x00, 0x00, 0x0F, 0x14, 0x00, 0x00, 0x0F], await bench.Host.ReadAsync(8));
        Assert.Equal(60, bench.Printer.UncutRows);
        bench.Printer.OpenCover();
        Assert.False(bench.Printer.Faults.PressFeedButton());
    }

    [Fact]
    public async Task An_open_drawer_is_told_and_does_not_stop_the_printer()
    {
        await using var bench = await Bench.StartAsync();
        await bench.Host.AskAsync([0x1D, 0x61, 0x01], 4);

        bench.Printer.Faults.SetDrawer(isOpen: true);

        Assert.Equal([0x10, 0x00, 0x00, 0x0F], await bench.Host.ReadAsync(4));
        Assert.Equal([0x12, 0x00], await bench.Host.AskAsync([.. Host.Status(1), 0x1D, 0x72, 2], 2));
    }

    [Fact]
    public async Task Without_a_cutter_a_cut_only_feeds_and_the_slip_ends_where_it_is_torn_off()
    {
        await using var bench = await Bench.StartAsync(s => s with { HasCutter = false });

        await bench.ObeyAsync(Host.Picture(Bench.Noise(576, 5)), [0x1D, 0x56, 66, 20], Host.Picture(Bench.Noise(576, 5)), [0x1D, 0x56, 0]);
        Assert.Empty(bench.Printer.Slips.All);
        Assert.Equal([0x00], await bench.Host.AskAsync([0x1D, 0x49, 2], 1));
        bench.Printer.TearOff();

        Assert.Equal(30, Assert.Single(bench.Printer.Slips.All).Rows);
    }

    [Fact]
    public async Task Paper_that_was_pulled_back_is_printed_on_again()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync(Host.Picture(new(8, 2, [0x80, 0x80])), [0x1B, 0x4B, 2], Host.Picture(new(8, 3, [0x01, 0x01, 0x01])));

        Assert.Equal([0x81, 0x81, 0x01], Enumerable.Range(0, 3).Select(y => slip.ReadRaster().Row(y)[0]));
    }

    private static async Task<bool> IsRefusedAsync(Bench bench)
    {
        try
        {
            await bench.ReconnectAsync();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
