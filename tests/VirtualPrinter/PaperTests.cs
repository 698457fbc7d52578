using Pennant.Contract;
using Pennant.Local.Printer;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class PaperTests
{
    [Theory]
    [InlineData(384)]
    [InlineData(420)]
    [InlineData(512)]
    [InlineData(576)]
    public async Task A_picture_comes_out_dot_for_dot(int width)
    {
        await using var bench = await Bench.StartAsync(s => s with { WidthDots = width });
        Raster top = Bench.Noise(width, 200), bottom = Bench.Noise(width, 77, seed: 2);

        var slip = await bench.PrintAsync(Host.Init, Host.Picture(top), Host.Picture(bottom));

        Assert.Equal([.. top.Bits, .. bottom.Bits], slip.ReadRaster().Bits);
        Assert.Equal((width, 277), (slip.WidthDots, slip.Rows));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 280)]
    [InlineData(2, 560)]
    public async Task A_narrow_picture_stands_where_the_alignment_says(byte alignment, int left)
    {
        await using var bench = await Bench.StartAsync();
        var picture = new Raster(16, 1, [0xFF, 0xFF]);

        var paper = (await bench.PrintAsync([0x1B, 0x61, alignment], Host.Picture(picture))).ReadRaster();

        Assert.Equal(Enumerable.Range(left, 16), Enumerable.Range(0, 576).Where(x => paper.IsBlack(x, 0)));
    }

    [Fact]
    public async Task What_is_wider_than_the_paper_is_cut_off()
    {
        await using var bench = await Bench.StartAsync(s => s with { WidthDots = 420 });
        var wide = Bench.Noise(576, 3);

        var paper = (await bench.PrintAsync(Host.Picture(wide))).ReadRaster();

        Assert.All(Enumerable.Range(0, 420), x => Assert.Equal(wide.IsBlack(x, 2), paper.IsBlack(x, 2)));
    }

    [Fact]
    public async Task Feeding_makes_white_rows_and_a_cut_ends_the_slip()
    {
        await using var bench = await Bench.StartAsync();
        var dot = new Raster(8, 1, [0x80]);

        await bench.PrintAsync(Host.Picture(dot), [0x1B, 0x4A, 100], [0x1D, 0x56, 66, 20]);
        await bench.PrintAsync(Host.Picture(dot));

        Assert.Equal([(1, 121), (2, 1)], bench.Printer.Slips.All.Select(s => (s.Number, s.Rows)));
        Assert.Equal(bench.Printer.Slips.All[0].Hash, bench.Printer.Slips.All[1].Hash);
    }

    [Fact]
    public async Task Plain_text_is_drawn_line_by_line()
    {
        await using var bench = await Bench.StartAsync();

        var paper = (await bench.PrintAsync("Hello\nyou"u8.ToArray())).ReadRaster();

        Assert.Equal(60, paper.Height);
        Assert.Contains(true, Enumerable.Range(0, 60).Select(x => paper.IsBlack(x, 14)));
        Assert.DoesNotContain(true, Enumerable.Range(72, 500).Select(x => paper.IsBlack(x, 14)));
        Assert.All(Enumerable.Range(0, 576), x => Assert.False(paper.IsBlack(x, 27)));
    }

    [Fact]
    public async Task Commands_that_it_does_not_obey_are_stepped_over()
    {
        await using var bench = await Bench.StartAsync();
        byte[] others =
        [
            0x1B, 0x70, 0x41, 0x41, 0x41, 0x1B, 0x63, 0x41, 0x41, 0x1B, 0x72, 0x41, 0x1B, 0x55, 0x41, 0x1D, 0x3A, 0x1D, 0x5E, 0x41, 0x41, 0x41, 0x1D, 0x67, 0x41, 0x41, 0x41, 0x41,
            0x1D, 0x43, 0x30, 0x41, 0x41, 0x1D, 0x51, 0x30, 0x41, 1, 0, 2, 0, .. "AA"u8, 0x1D, 0x28, 0x4B, 2, 0, .. "AA"u8, 0x1D, 0x38, 0x4C, 2, 0, 0, 0, .. "AA"u8,
            0x1C, 0x21, 0x41, 0x1C, 0x2E, 0x1C, 0x28, 0x41, 2, 0, .. "AA"u8, 0x10, 0x05, 0x41, 0x10, 0x14, 1, 0x41, 0x41,
        ];
        var picture = Bench.Noise(576, 5);

        var slip = await bench.PrintAsync(others, Host.Picture(picture));

        Assert.Equal(picture.Bits, slip.ReadRaster().Bits);
        Assert.Contains("GS ( K with 2 bytes was stepped over.", bench.Printer.Notes.All.Select(note => note.Text));
    }

    [Fact]
    public async Task A_slip_is_named_by_the_completions_before_and_after_its_cut_and_found_by_message()
    {
        const string message = "01JD5Z6M3Q8W4T7Y2X9V0B1C2D";
        await using var bench = await Bench.StartAsync();
        var picture = Host.Picture(Bench.Noise(576, 5));

        await bench.Host.SendAsync(picture, Host.Completion("in 1"), Host.Cut, Host.Completion(ProcessId.Of(message)));
        await bench.Host.ReadAsync(14);
        await bench.PrintAsync(picture);

        Assert.Equal(["in 1", ProcessId.Of(message)], bench.Printer.Slips.All[0].ProcessIds);
        Assert.Equal(1, bench.Printer.Slips.Of(message)?.Number);
    }

    [Fact]
    public async Task Slips_outlive_the_printer()
    {
        await using var bench = await Bench.StartAsync();
        var slip = await bench.PrintAsync(Host.Picture(Bench.Noise(576, 5)));

        var later = new SlipStore(Path.GetDirectoryName(slip.File)!);

        Assert.Equivalent(bench.Printer.Slips.All, later.All, strict: true);
        Assert.Equal(slip.Hash, later.Numbered(1)?.ReadRaster().Hash());
    }

    [Fact]
    public async Task Each_change_of_a_slip_is_announced()
    {
        await using var bench = await Bench.StartAsync();
        var heard = new List<string>();
        bench.Printer.Slips.Changed += slip => heard.Add($"{slip.Number}:{string.Join(',', slip.ProcessIds)}");

        await bench.PrintAsync(Host.Picture(Bench.Noise(576, 5)));

        Assert.Equal(["1:", "1:done"], heard);
    }
}
