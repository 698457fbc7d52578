using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Local.Printer;
using Pennant.Receipts;
using Pennant.Tests.Journeys;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

public sealed class OnTheVirtualPrinterTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-slips-").FullName;

    [Theory]
    [InlineData(false, Evidence.Confirmed)]
    [InlineData(true, Evidence.Processed)]
    public async Task A_receipt_comes_out_as_it_was_drawn_and_nothing_else_does(bool isClone, Evidence evidence)
    {
        await using var printer = await StartPrinterAsync(isClone);
        await using var rig = await StartAsync(printer);

        var job = DeviceRig.Job(A, "Hello\n\n---\n**world** ✓");
        await rig.Broker.SendAsync(DeviceRig.Name, job);

        var printed = await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);
        Assert.Equal(evidence, printed.Evidence);
        var drawn = ReceiptRenderer.Render(rig.Receipt(job), PrinterProfile.For(384)).Raster!;
        Assert.Equal([drawn.Trimmed().Hash()], printer.Slips.All.Select(s => s.Hash));
    }

    [Fact]
    public async Task Paper_that_ends_inside_a_receipt_is_loaded_and_the_receipt_is_confirmed()
    {
        await using var printer = await StartPrinterAsync();
        printer.RunOutOfPaperAfter(15);
        await using var rig = await StartAsync(printer);
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, "one\ntwo\nthree\nfour\nfive"));
        await rig.Broker.Acks.OneAsync(a => a is { State: AckState.Held, Code: HoldReason.PaperOut });

        printer.LoadPaper();

        await rig.Broker.Acks.OneAsync(a => a is { State: AckState.Printed, Evidence: Evidence.Confirmed });
    }

    [Fact]
    public async Task A_power_cut_inside_a_receipt_leaves_it_unconfirmed_and_the_next_one_is_printed()
    {
        await using var printer = await StartPrinterAsync();
        printer.MillimetresPerSecond = 5;
        await using var rig = await StartAsync(printer);
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, string.Join('\n', Enumerable.Range(0, 50))));
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printing);

        await printer.PowerOffAsync();
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Unconfirmed });
        printer.MillimetresPerSecond = null;
        await printer.PowerOnAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed });
    }

    [Fact]
    public async Task A_printer_that_works_through_an_earlier_receipt_is_not_taken_for_one_that_cannot_confirm()
    {
        await using var printer = await StartPrinterAsync();
        printer.MillimetresPerSecond = 20;
        await using var rig = await StartAsync(printer, TimeSpan.FromSeconds(2));
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, string.Join('\n', Enumerable.Range(0, 50))));
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printing);
        // Paper comes slowly, bytes at once: by now the rest of the receipt is inside the printer.
        await Eventually.TrueAsync("paper has begun", () => printer.Uncut is { Height: > 80 });
        await printer.UnplugAsync();
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Unconfirmed });

        await printer.PlugAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        var printed = await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed });

        Assert.Equal(Evidence.Confirmed, printed.Evidence);
        Assert.NotNull(printer.Slips.Of(B));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<VirtualPrinter> StartPrinterAsync(bool isClone = false)
    {
        var printer = new VirtualPrinter(new PrinterSettings(folder) { WidthDots = 384, IsClone = isClone }, TimeProvider.System, NullLoggerFactory.Instance);
        await printer.StartAsync();
        return printer;
    }

    private static async Task<DeviceRig> StartAsync(VirtualPrinter printer, TimeSpan? statusWithin = null)
    {
        var rig = new DeviceRig
        {
            PrinterUrl = new Uri($"tcp://127.0.0.1:{printer.Port}"),
            Options = new PrinterOptions { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = statusWithin ?? TimeSpan.FromSeconds(10), OpenWithin = TimeSpan.FromSeconds(10) },
        };
        return await rig.StartAsync();
    }
}
