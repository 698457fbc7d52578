using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Printing;
using Pennant.Device.Printing.Transports;
using Xunit;

namespace Pennant.Tests.Device;

/// <summary>A line that takes every byte, as a serial one does when nobody is at its other end.</summary>
public sealed class WhenThePrinterIsSilentTests
{
    private static readonly PrinterOptions Impatient = new() { StatusWithin = TimeSpan.FromMilliseconds(10), Quiet = TimeSpan.FromMilliseconds(10), SilentWithin = TimeSpan.Zero, ProofWithin = TimeSpan.Zero };
    private readonly PrinterMemory memory = new(null);

    [Fact]
    public async Task One_that_could_answer_counts_as_switched_off_however_long_that_lasts()
    {
        memory.Keep(new PrinterAbilities(true, "TM-T88IV", Evidence.Confirmed, 512, true));
        await using var printer = OnADeadLine();

        var checks = new List<Readiness>();
        for (var i = 0; i < 3; i++) checks.Add(await printer.CheckAsync(CancellationToken.None));

        Assert.All(checks, readiness => Assert.Equal(Readiness.Held(HoldReason.PrinterUnreachable), readiness));
        Assert.Equal(Evidence.Confirmed, memory.Last!.Evidence);
    }

    [Fact]
    public async Task One_that_never_said_anything_is_fed()
    {
        await using var printer = OnADeadLine();

        await Journeys.Eventually.TrueAsync("the printer is ready", async () => (await printer.CheckAsync(CancellationToken.None)).IsReady);

        Assert.Equal(Evidence.Written, printer.Abilities!.Evidence);
    }

    private Printer OnADeadLine() => new(new Transport(Transport.Serial, 256, _ => Task.FromResult<Stream>(new DeadLine())), null, null, memory, Impatient, TimeProvider.System, NullLogger.Instance);

    private sealed class DeadLine : AsyncStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
