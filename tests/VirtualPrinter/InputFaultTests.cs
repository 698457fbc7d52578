using CsCheck;
using Pennant.Local.Printer.Wire;
using Pennant.Receipts;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class InputFaultTests
{
    [Fact]
    public async Task Bytes_that_are_dropped_once_shift_the_rest_of_a_picture_and_its_end_swallows_what_follows()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(576, 20);
        bench.Printer.Input.Drop(3, after: 8 + 100);

        await bench.Host.SendAsync(Host.Picture(picture), "abc"u8.ToArray());
        await bench.ObeyAsync(Host.Cut);

        Assert.Equal([.. picture.Bits[..100], .. picture.Bits[103..], .. "abc"u8], bench.Printer.Slips.All[0].ReadRaster().Bits);
        Assert.False(bench.Printer.Input.IsDropping);
    }

    [Fact]
    public void What_is_dropped_does_not_depend_on_how_the_bytes_arrive() => Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 60], Gen.Int[1, 40], Gen.Int[1, 90]).Sample((bytes, every, count, piece) =>
    {
        InputFaults whole = new(), pieces = new();
        whole.DropEvery(every, count);
        pieces.DropEvery(every, count);

        var atOnce = bytes.ToArray();
        var expected = atOnce[..whole.Keep(atOnce)];
        var kept = bytes.Chunk(piece).SelectMany(chunk => chunk[..pieces.Keep(chunk)]).ToArray();

        Assert.Equal(expected, kept);
        if (every > 0) Assert.Equal(bytes.Where((_, i) => i % (every + count) < every), kept);
    });

    [Fact]
    public async Task What_does_not_fit_into_the_buffer_is_lost_and_real_time_requests_are_still_answered()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Input.OverrunsAt = 720;
        bench.Printer.OpenCover();
        // The command itself waits for the cover; only its first byte has left the buffer.
        await bench.Host.SendAsync([0x1B]);
        await bench.Host.SendAsync([0x40], Host.Picture(new Raster(576, 400, [.. Enumerable.Repeat((byte)0x55, 400 * 72)])));

        Assert.Equal([0x1E], await bench.Host.AskAsync(Host.Status(1), 1));
        bench.Printer.Input.OverrunsAt = 0;
        bench.Printer.CloseCover();

        await Eventually.TrueAsync("what was kept is printed", () => bench.Printer.UncutRows is >= 9 and <= 10);
    }

    [Fact]
    public async Task XOFF_is_sent_before_the_buffer_is_full_and_XON_when_it_has_room()
    {
        await using var bench = await Bench.StartAsync(s => s with { BufferBytes = 8192 });
        bench.Printer.Input.SendsXoff = true;
        bench.Printer.OpenCover();

        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 100)));
        Assert.Equal(FlowControl.Xoff, Assert.Single(await bench.Host.ReadAsync(1)));
        bench.Printer.CloseCover();

        Assert.Equal(FlowControl.Xon, Assert.Single(await bench.Host.ReadAsync(1)));
    }
}
