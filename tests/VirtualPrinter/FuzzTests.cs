using CsCheck;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class FuzzTests
{
    /// <summary>Bytes of which many begin commands, so that most of the printer's code is met.</summary>
    private static readonly Gen<byte[]> Streams = Gen.Frequency((3, Gen.Byte), (2, Gen.Int[0, 6].Select(i => "\u001B\u001D\u001C\u0010(\n\f"u8[i])), (2, Gen.Byte[0x20, 0x7E]), (1, Gen.Byte[0, 4])).Array[0, 600];

    [Fact]
    public async Task Whatever_it_is_sent_the_next_host_prints_as_if_nothing_had_been()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(576, 30);
        await bench.PrintAsync(Host.Init, Host.Picture(picture));
        var expected = bench.Printer.Slips.All[^1].Hash;

        await Streams.SampleAsync(
            async bytes =>
            {
                await bench.Host.SendAsync(bytes);
                await bench.ReconnectAsync();
                await DoneAsync(bench, Host.Init, Host.Cut);

                var slip = await bench.PrintAsync(Host.Picture(picture));

                Assert.Equal((expected, 30), (slip.Hash, slip.Rows));
                Assert.True(slip.WidthDots == 576 && bench.Printer.Uncut is null);
            },
            iter: 150,
            threads: 1);
    }

    [Fact]
    public async Task Commands_that_are_whole_leave_the_stream_in_step()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(576, 7);

        await Commands().Array[1, 12].SampleAsync(
            async commands =>
            {
                await DoneAsync(bench, [.. commands, "\u001BS"u8.ToArray(), Host.Init, [0x1B, 0x3D, 1], Host.Init, Host.Cut]);

                var slip = await bench.PrintAsync(Host.Picture(picture));

                Assert.Equal(picture.Bits, slip.ReadRaster().Bits);
            },
            iter: 150,
            threads: 1);
    }

    /// <summary>What the printer still says about earlier bytes is heard and passed over.</summary>
    private static async Task DoneAsync(Bench bench, params byte[][] parts)
    {
        await bench.Host.SendAsync([.. parts, Host.Completion("done")]);
        var said = new List<byte>();
        while (!said.TakeLast(7).SequenceEqual(Host.Completed("done"))) said.AddRange(await bench.Host.ReadAsync(1));
    }

    /// <summary>Each with as many parameters as the reference gives it, which may be any bytes.</summary>
    private static Gen<byte[]> Commands()
    {
        (string Head, int Parameters)[] heads =
        [
            ("\u001B!", 1), ("\u001B\u0024", 2), ("\u001B-", 1), ("\u001B2", 0), ("\u001B3", 1), ("\u001BE", 1), ("\u001BG", 1), ("\u001BJ", 1), ("\u001BM", 1), ("\u001BR", 1), ("\u001BT", 1), ("\u001BV", 1), ("\u001BW", 8),
            ("\u001B\\", 2), ("\u001Ba", 1), ("\u001Bc3", 1), ("\u001Bc5", 1), ("\u001Bd", 1), ("\u001Bp", 3), ("\u001Bt", 1), ("\u001B{", 1), ("\u001BL", 0), ("\u001B ", 1), ("\u001B%", 1), ("\u001B?", 1),
            ("\u001D!", 1), ("\u001D$", 2), ("\u001D\\", 2), ("\u001DB", 1), ("\u001DH", 1), ("\u001DL", 2), ("\u001DP", 2), ("\u001DT", 1), ("\u001DW", 2), ("\u001Db", 1), ("\u001Df", 1), ("\u001Dh", 1), ("\u001Dw", 1), ("\u001D:", 0), ("\u001D^", 3),
            ("\u001DC0", 2), ("\u001DC1", 6), ("\u001DC2", 2), ("\u001Dg0", 3), ("\u001Dz0", 2), ("\u001D/", 1), ("\u001C!", 1), ("\u001C-", 1), ("\u001C.", 0), ("\u001CC", 1), ("\u001CS", 2), ("\u001CW", 1), ("\u001C2", 74), ("\u001Cp", 2),
            ("\u001B*!\u0003\0", 9), ("\u001B*\0\u0003\0", 3), ("\u001D*\u0001\u0002", 16), ("\u001Dv0\0\u0002\0\u0003\0", 6), ("\u001Dk\u0049\u0005", 5), ("\u001Dk\u0043\u000D", 13), ("\u001B&\u0003AA\u0004", 12), ("\u001Cq\u0001\u0001\0\u0001\0", 8),
            ("\u001D(K\u0003\0", 3), ("\u001D(k\u0005\0", 5), ("\u001D(L\u0010\0", 16), ("\u001D(E\u0004\0", 4), ("\u001C(A\u0002\0", 2), ("\u001B(A\u0004\0", 4), ("\u001D8L\u0008\0\0\0", 8), ("\u001DQ0\0\u0002\0\u0002\0", 4),
        ];
        return Gen.Int[0, heads.Length - 1].SelectMany(i => Gen.Byte.Array[heads[i].Parameters].Select(parameters => (byte[])[.. heads[i].Head.Select(letter => (byte)letter), .. parameters.Select(Harmless)]));
    }

    // A parameter that has the look of a real-time command is obeyed as one, by the real printers too.
    private static byte Harmless(byte parameter) => parameter == 0x10 ? (byte)0x11 : parameter;
}
