using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Printing.Transports;
using Xunit;

namespace Pennant.Tests.Device.Transports;

public sealed class PacedStreamTests
{
    [Fact]
    public void No_more_is_sent_than_the_printer_prints_and_no_less()
    {
        Gen.Select(Gen.Int[50, 20_000], Gen.Int[1, 5_000].Array[1, 6]).Sample((rate, pieces) =>
        {
            var clock = new FakeTimeProvider();
            var printer = new CountingStream();
            var paced = new PacedStream(printer, rate, clock);
            var chunk = Math.Clamp(rate / 20, 16, 512);
            var sending = SendAsync(paced, pieces);

            for (var ticks = 0; !sending.IsCompleted; ticks++)
            {
                Assert.InRange(printer.Bytes, (rate * ticks * 0.01) - chunk, (rate * (ticks + 1) * 0.01) + (2 * chunk));
                clock.Advance(TimeSpan.FromMilliseconds(10));
            }

            Assert.Equal(pieces.Sum(), printer.Bytes);
        }, iter: 50, threads: 1);
    }

    [Fact]
    public void A_printer_that_has_waited_is_not_flooded_afterwards()
    {
        var clock = new FakeTimeProvider();
        var printer = new CountingStream();
        var paced = new PacedStream(printer, 1_000, clock);
        clock.Advance(TimeSpan.FromHours(1));

        var sending = SendAsync(paced, [1_000]);

        Assert.False(sending.IsCompleted);
        Assert.Equal(100, printer.Bytes);
    }

    [Theory]
    [InlineData("serial:/dev/ttyS0?baud=9600", 960, 480)]
    [InlineData("serial:/dev/ttyS0?baud=19200", 1_600, 800)]
    [InlineData("serial:/dev/ttyS0?baud=115200", 1_600, 800)]
    [InlineData("serial:/dev/ttyS0?baud=115200&pace=6000", 6_000, 3_000)]
    [InlineData("serial:/dev/ttyS0?baud=19200&flow=xonxoff", null, 960)]
    [InlineData("serial:/dev/ttyS0?baud=19200&flow=rtscts", null, 960)]
    public void A_line_without_flow_control_is_paced_and_a_status_request_never_waits_longer_than_half_a_second(string url, int? pace, int piece)
    {
        var address = (SerialAddress)PrinterUrl.Read(url, problem => Assert.Fail(problem))!;

        Assert.Equal(pace, SerialTransport.Pace(address));
        Assert.Equal(piece, Transport.To(address, TimeProvider.System).PieceBytes);
    }

    private static async Task SendAsync(PacedStream stream, int[] pieces)
    {
        foreach (var piece in pieces) await stream.WriteAsync(new byte[piece].AsMemory());
    }

    private sealed class CountingStream : MemoryStream
    {
        public int Bytes { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Bytes += buffer.Length;
            return ValueTask.CompletedTask;
        }
    }
}
