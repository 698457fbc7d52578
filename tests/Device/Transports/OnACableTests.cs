using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Local.Printer;
using Pennant.Receipts;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device.Transports;

/// <summary>The whole device on terminal devices of the kernel, at whose other end a printer draws.</summary>
public sealed class OnACableTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-cable-").FullName;
    private VirtualPrinter? printer;

    [Theory]
    [InlineData("?baud=115200&flow=none&pace=500000", 384, false, Evidence.Confirmed)]
    [InlineData("?baud=115200&flow=rtscts", 420, false, Evidence.Confirmed)]
    [InlineData("?baud=38400&flow=xonxoff", 512, false, Evidence.Confirmed)]
    [InlineData("?baud=115200&flow=xonxoff", 576, true, Evidence.Processed)]
    public async Task A_receipt_comes_out_of_a_serial_printer_to_the_dot(string line, int widthDots, bool isClone, Evidence evidence)
    {
        var port = await StartPrinterAsync(widthDots, isClone);
        await using var cable = SerialCable.To(port);
        await using var rig = await RigAsync($"serial:{cable.Path}{line}", widthDots);
        var job = DeviceRig.Job(A, "Hello from a cable\n\n---\n**world** ✓ ünï\n" + string.Join('\n', Enumerable.Range(0, 20)));

        await rig.Broker.SendAsync(DeviceRig.Name, job);

        Assert.Equal(evidence, (await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed)).Evidence);
        Assert.Equal([Drawn(rig, job, widthDots)], printer!.Slips.All.Select(s => s.Hash));
        await rig.Broker.Shadow.OneAsync(s => s.Contains("\"transport\":\"serial\"", StringComparison.Ordinal) && s.Contains($"\"width_dots\":{widthDots}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_USB_printer_that_is_unplugged_holds_and_goes_on_when_it_is_back_under_another_number()
    {
        var port = await StartPrinterAsync(576);
        var first = SerialCable.To(port);
        Plug("lp0", first);
        await using var rig = await RigAsync($"usb:{folder}/lp0", null, Unplugged);
        var (job, later) = (DeviceRig.Job(A, "before"), DeviceRig.Job(B, "after"));
        await rig.Broker.SendAsync(DeviceRig.Name, job);
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed, Evidence: Evidence.Confirmed });

        File.Delete(Path.Combine(folder, "lp0"));
        await first.DisposeAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, later);
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Held, Code: HoldReason.PrinterUnreachable });
        await using var second = SerialCable.To(port);
        Plug("lp1", second);

        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed, Evidence: Evidence.Confirmed });
        Assert.Equal(new[] { Drawn(rig, job, 576), Drawn(rig, later, 576) }.Order(), printer!.Slips.All.Select(s => s.Hash).Order());
    }

    [Fact]
    public async Task A_cable_pulled_inside_a_receipt_leaves_it_unconfirmed_and_the_next_one_comes_out_whole()
    {
        var port = await StartPrinterAsync(384);
        await using var cable = SerialCable.To(port);
        await using var rig = await RigAsync($"serial:{cable.Path}?baud=9600&pace=4000", 384, Unplugged);
        var (job, later) = (DeviceRig.Job(A, string.Join('\n', Enumerable.Range(0, 200))), DeviceRig.Job(B, "after"));
        await rig.Broker.SendAsync(DeviceRig.Name, job);
        await Journeys.Eventually.TrueAsync("paper moves", () => printer!.UncutRows > 100);

        // The printer's own side stays as it is: in the middle of a command.
        await rig.StopDeviceAsync();
        await rig.StartDeviceAsync();
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Unconfirmed });
        await rig.Broker.SendAsync(DeviceRig.Name, later);

        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed, Evidence: Evidence.Confirmed });
        Assert.Equal(2, printer!.Slips.All.Count);
        Assert.Contains(Drawn(rig, later, 384), printer.Slips.All.Select(s => s.Hash));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (printer is not null) await printer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static PrinterOptions Patient => new() { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = TimeSpan.FromSeconds(10), OpenWithin = TimeSpan.FromSeconds(10) };

    private static PrinterOptions Unplugged => Patient with { StatusWithin = TimeSpan.FromSeconds(3) };

    private static string Drawn(DeviceRig rig, Job job, int widthDots) => ReceiptRenderer.Render(rig.Receipt(job), PrinterProfile.For(widthDots)).Raster!.Trimmed().Hash();

    private static async Task<DeviceRig> RigAsync(string address, int? widthDots, PrinterOptions? options = null) =>
        await new DeviceRig { PrinterAddress = address, WidthDots = widthDots, Options = options ?? Patient }.StartAsync();

    private void Plug(string name, SerialCable cable)
    {
        cable.Line.MakeRaw();
        File.CreateSymbolicLink(Path.Combine(folder, name), cable.Path);
    }

    private async Task<int> StartPrinterAsync(int widthDots, bool isClone = false)
    {
        printer = new VirtualPrinter(new PrinterSettings(Path.Combine(folder, "slips")) { WidthDots = widthDots, IsClone = isClone }, TimeProvider.System, NullLoggerFactory.Instance);
        await printer.StartAsync();
        return printer.Port;
    }
}
