using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Printing.Transports;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class WhenThePrinterTakesNoBytesTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);
    private static readonly PrinterAbilities Mute = new(false, null, Evidence.Written, 384, false);

    [Fact]
    public async Task It_is_held_as_waiting_for_somebody_and_goes_on_when_it_takes_them()
    {
        var line = new StuckStream();
        await using var session = new PrinterSession(line, TimeProvider.System);
        var held = new Recorder<string>();
        var printing = RunAsync(session, Patient with { ProofWithin = TimeSpan.FromMinutes(5) }, held);
        await held.OneAsync(reason => reason == HoldReason.PrinterError);

        line.GoOn();

        Assert.Equal(Evidence.Written, (await printing).Evidence);
    }

    [Fact]
    public async Task It_is_not_waited_for_for_ever()
    {
        await using var session = new PrinterSession(new StuckStream(), TimeProvider.System);

        var outcome = await RunAsync(session, Patient with { SilentWithin = TimeSpan.FromSeconds(1) }, new Recorder<string>());

        Assert.Equal((null, false), (outcome.Evidence, outcome.IsWhole));
    }

    private static PrinterOptions Patient => new() { StatusWithin = Short, PollBusy = Short, ProofWithin = TimeSpan.FromMinutes(1) };

    private static Task<PrintOutcome> RunAsync(PrinterSession session, PrinterOptions options, Recorder<string> held)
    {
        var data = PrintData.Of(new Raster(384, 100, new byte[4_800]), PrintStyle.Normal, Mute, "ABCD", 1_000);
        return new PrintRun(session, Mute, options, TimeProvider.System).PrintAsync(data, "ABCD", status => held.Add(status.Hold ?? "none"), CancellationToken.None);
    }

    /// <summary>Takes nothing until it is told to, and never says anything.</summary>
    private sealed class StuckStream : AsyncStream
    {
        private readonly TaskCompletionSource going = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void GoOn() => going.TrySetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => await going.Task.WaitAsync(cancellationToken);

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
