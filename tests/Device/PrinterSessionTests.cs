using CsCheck;
using Pennant.Device.EscPos;
using Pennant.Device.Printing.Transports;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class PrinterSessionTests
{
    [Fact]
    public async Task A_status_request_never_stands_inside_a_command()
    {
        await Gen.Int[1, 40].Array[1, 30].SampleAsync(async lengths =>
        {
            var line = new SlowLine();
            await using var session = new PrinterSession(line, TimeProvider.System);
            using var over = new CancellationTokenSource();
            var asking = AskOnAndOnAsync(session, over.Token);

            foreach (var length in lengths) await session.SendAsync(Command(length), CancellationToken.None);
            await over.CancelAsync();
            await asking;
            await session.SendAsync(Command(1), CancellationToken.None); // waits for the last request to be out

            Assert.Equal(lengths.Sum() + 1, Commands(line.Written));
        }, iter: 30, threads: 1);
    }

    /// <summary>Its first byte says how long it is.</summary>
    private static byte[] Command(int length) => [.. Enumerable.Repeat((byte)(0x80 + length), length)];

    /// <returns>Bytes of whole commands; a broken one ends the test.</returns>
    private static int Commands(IReadOnlyList<byte> written)
    {
        var (at, bytes) = (0, 0);
        while (at < written.Count)
        {
            var length = written[at] == 0x10 ? 3 : written[at] - 0x80;
            Assert.True(written[at] == 0x10 ? written[at + 1] == 0x04 : Enumerable.Range(at, length).All(i => written[i] == written[at]), "a command is broken");
            at += length;
            if (written[at - length] != 0x10) bytes += length;
        }
        return bytes;
    }

    private static async Task AskOnAndOnAsync(PrinterSession session, CancellationToken ct)
    {
        try
        {
            while (true) await session.AskAsync(TimeSpan.FromMilliseconds(1), ct);
        }
        catch (OperationCanceledException)
        {
            return; // enough
        }
    }

    /// <summary>Takes one byte at a time, and lets others run in between.</summary>
    private sealed class SlowLine : AsyncStream
    {
        private readonly List<byte> written = [];

        public IReadOnlyList<byte> Written
        {
            get
            {
                lock (written) return [.. written];
            }
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            for (var i = 0; i < buffer.Length; i++)
            {
                lock (written) written.Add(buffer.Span[i]);
                await Task.Yield();
            }
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
