using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Local.Printer;
using Pennant.Receipts;
using Pennant.Tests.Journeys;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

/// <summary>What the printer tells of itself, with and without being asked, and what goes wrong with its answers.</summary>
public sealed class WhenThePrinterSaysSoTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-slips-").FullName;
    private VirtualPrinter? printer;

    [Fact]
    public async Task An_idle_printer_that_is_opened_says_so_by_itself_and_the_shadow_tells_it()
    {
        await using var rig = await StartAsync(options: Patient with { PollIdle = TimeSpan.FromHours(1), PollBusy = TimeSpan.FromHours(1) });
        await rig.Broker.Shadow.OneAsync(s => s.Contains("\"evidence\":\"confirmed\"", StringComparison.Ordinal));
        await Eventually.TrueAsync("the printer is asked to speak", () => printer!.Host is not null);

        printer!.OpenCover();

        await rig.Broker.Shadow.OneAsync(s => s.Contains($"\"hold\":\"{HoldReason.CoverOpen}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paper_that_is_nearly_used_up_is_reported_and_does_not_hold()
    {
        await using var rig = await StartAsync();
        printer!.SetPaper(PaperRoll.NearEnd);

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));

        await rig.Broker.Acks.OneAsync(a => a is { State: AckState.Printed, Evidence: Evidence.Confirmed });
        await rig.Broker.Shadow.OneAsync(s => s.Contains("\"paper\":{\"state\":\"low\"", StringComparison.Ordinal));
        Assert.DoesNotContain(rig.Broker.Acks.All, a => a.State == AckState.Held);
    }

    [Theory]
    [InlineData(HoldReason.CoverOpen)]
    [InlineData(HoldReason.PrinterError)]
    [InlineData(HoldReason.PaperOut)]
    public async Task What_stops_the_printer_inside_a_receipt_is_told_and_the_printer_finishes_it_itself(string reason)
    {
        await using var rig = await StartAsync();
        if (reason == HoldReason.CoverOpen) printer!.Faults.OpenCoverAfter(15);
        if (reason == HoldReason.PaperOut) printer!.Faults.RunOutAfter(15);
        if (reason == HoldReason.PrinterError) printer!.Faults.JamsAtNextCut = true;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, "one\ntwo\nthree\nfour\nfive\nsix"));
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Held } && a.Code == reason);

        if (reason == HoldReason.PaperOut) printer!.LoadPaper();
        else printer!.CloseCover();

        await rig.Broker.Acks.UntilAsync(all => all.Count(a => a is { State: AckState.Printed, Evidence: Evidence.Confirmed }) == 2);
        Assert.Equal([A, B], rig.Broker.Acks.All.Where(a => a.State == AckState.Printed).Select(a => a.Id));
        Assert.Equal(2, printer!.Slips.All.Count);
    }

    [Theory]
    [InlineData("noise")]
    [InlineData("xoff")]
    [InlineData("late")]
    public async Task Bad_lines_neither_lose_a_proof_nor_make_one(string fault)
    {
        await using var rig = await StartAsync();
        printer!.Replies.AddsNoise = fault == "noise";
        printer.Replies.SendsXoffInsideReplies = fault == "xoff";
        printer.Replies.Delay = fault == "late" ? TimeSpan.FromMilliseconds(300) : TimeSpan.Zero;

        foreach (var id in new[] { A, B, C }) await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(id));

        await rig.Broker.Acks.UntilAsync(all => all.Count(a => a is { State: AckState.Printed, Evidence: Evidence.Confirmed }) == 3);
        Assert.Equal(3, printer.Slips.All.Count);
    }

    [Fact]
    public async Task A_printer_that_confirms_earlier_jobs_is_believed_nothing_that_has_an_id()
    {
        await using var rig = await StartAsync(prepare: p => p.Replies.ConfirmsEarlierJob = true);

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));

        await rig.Broker.Acks.UntilAsync(all => all.Count(a => a is { State: AckState.Printed, Evidence: Evidence.Processed }) == 2);
    }

    /// <summary>A cable that is out for a moment while a slow printer works, and then the power: it happened.</summary>
    [Fact]
    public async Task A_slow_printer_that_is_unplugged_and_then_loses_power_prints_nothing_twice_and_confirms_nothing_falsely()
    {
        await using var rig = await StartAsync(p => p.MillimetresPerSecond = 40);
        var (job, second) = (DeviceRig.Job(A, string.Join('\n', Enumerable.Range(0, 50))), DeviceRig.Job(B, string.Join('\n', Enumerable.Range(50, 50))));
        await rig.Broker.SendAsync(DeviceRig.Name, job);
        await Eventually.TrueAsync("paper moves", () => printer!.UncutRows > 40);
        await printer!.UnplugAsync();
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Unconfirmed });
        await printer.PlugAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, second);
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printing });
        await Eventually.TrueAsync("paper moves again", () => printer.UncutRows > 40);
        await printer.PowerOffAsync();
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Unconfirmed });
        await printer.PowerOnAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(C));
        await rig.Broker.Acks.OneAsync(a => a is { Id: C, State: AckState.Printed, Evidence: Evidence.Confirmed });

        Assert.DoesNotContain(rig.Broker.Acks.All, a => a.Id != C && a.State == AckState.Printed);
        Assert.Single(printer.Slips.All, s => s.Hash == Drawn(rig, job));
        Assert.DoesNotContain(printer.Slips.All, s => s.Hash == Drawn(rig, second));
    }

    [Theory]
    [InlineData(false, 576)]
    [InlineData(true, 384)]
    public async Task Without_a_configured_width_the_receipt_is_drawn_for_what_the_printer_was_found_to_be(bool isClone, int widthDots)
    {
        await using var rig = await StartAsync(widthDots: null, isClone: isClone);
        var job = DeviceRig.Job(A);

        await rig.Broker.SendAsync(DeviceRig.Name, job);

        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);
        await rig.Broker.Shadow.OneAsync(s => s.Contains($"\"width_dots\":{widthDots}", StringComparison.Ordinal));
        var onPaper = printer!.Slips.All.Count > 0 ? printer.Slips.All[0].Hash : printer.Uncut!.Trimmed().Hash();
        Assert.Equal(ReceiptRenderer.Render(rig.Receipt(job), PrinterProfile.For(widthDots)).Raster!.Trimmed().Hash(), onPaper);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (printer is not null) await printer.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static PrinterOptions Patient => new() { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = TimeSpan.FromSeconds(5), OpenWithin = TimeSpan.FromSeconds(10) };

    private static string Drawn(DeviceRig rig, Job job) => ReceiptRenderer.Render(rig.Receipt(job), PrinterProfile.For(384)).Raster!.Trimmed().Hash();

    private async Task<DeviceRig> StartAsync(Action<VirtualPrinter>? prepare = null, PrinterOptions? options = null, int? widthDots = 384, bool isClone = false)
    {
        printer = new VirtualPrinter(new PrinterSettings(folder) { WidthDots = widthDots ?? (isClone ? 384 : 576), IsClone = isClone }, TimeProvider.System, NullLoggerFactory.Instance);
        await printer.StartAsync();
        prepare?.Invoke(printer);
        return await new DeviceRig { PrinterAddress = $"tcp://127.0.0.1:{printer.Port}", WidthDots = widthDots, Cutter = widthDots is null ? null : true, Options = options ?? Patient }.StartAsync();
    }
}
