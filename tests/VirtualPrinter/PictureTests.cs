using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class PictureTests
{
    private static readonly byte[] PrintStored = [0x1D, 0x28, 0x4C, 2, 0, 48, 50];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_stored_picture_comes_out_dot_for_dot(bool isLong)
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(576, 60);

        var slip = await bench.PrintAsync(Stored(isLong, [48, 112, 48, 1, 1, 49, .. Size(576, 60), .. picture.Bits]), PrintStored);

        Assert.Equal(picture.Bits, slip.ReadRaster().Bits);
    }

    [Fact]
    public async Task A_stored_picture_is_printed_once()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync(Stored(false, [48, 112, 48, 1, 1, 49, .. Size(8, 2), 0xFF, 0xFF]), PrintStored, PrintStored);

        Assert.Equal(2, slip.Rows);
    }

    [Fact]
    public async Task Columns_and_rows_make_the_same_picture()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(40, 16);

        var rows = await bench.PrintAsync(Stored(false, [48, 112, 48, 1, 1, 49, .. Size(40, 16), .. picture.Bits]), PrintStored);
        var columns = await bench.PrintAsync(Stored(false, [48, 113, 48, 1, 1, 49, .. Size(40, 16), .. Columns(picture)]), PrintStored);
        var downloaded = await bench.PrintAsync([0x1D, 0x2A, 5, 2, .. Columns(picture)], [0x1D, 0x2F, 0]);
        var kept = await bench.PrintAsync([0x1C, 0x71, 1, 5, 0, 2, 0, .. Columns(picture)], [0x1C, 0x70, 1, 0]);
        var byName = await bench.PrintAsync(Stored(false, [48, 67, 48, 65, 66, 1, .. Size(40, 16), 49, .. picture.Bits]), [0x1D, 0x28, 0x4C, 6, 0, 48, 69, 65, 66, 1, 1]);

        Assert.Equal(Enumerable.Repeat(rows.Hash, 4), [columns.Hash, downloaded.Hash, kept.Hash, byName.Hash]);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 2, 2)]
    [InlineData(51, 2, 2)]
    public async Task A_picture_is_stretched_as_its_mode_says(byte mode, int across, int down)
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(24, 10);

        var paper = (await bench.PrintAsync([0x1D, 0x76, 0x30, mode, 3, 0, 10, 0, .. picture.Bits])).ReadRaster();

        Assert.Equal(10 * down, paper.Height);
        for (var y = 0; y < paper.Height; y++)
            for (var x = 0; x < 24 * across; x++) Assert.Equal(picture.IsBlack(x / across, y / down), paper.IsBlack(x, y));
    }

    [Theory]
    [InlineData(0, 2, 3, 8)]
    [InlineData(1, 1, 3, 8)]
    [InlineData(32, 2, 1, 24)]
    [InlineData(33, 1, 1, 24)]
    public async Task A_picture_in_the_line_is_as_dense_as_its_mode_says(byte mode, int across, int down, int height)
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(16, height);

        var paper = (await bench.PrintAsync([0x1B, 0x2A, mode, 16, 0, .. Columns(picture), 0x1B, 0x4A, 24])).ReadRaster();

        Assert.Equal(24, paper.Height);
        for (var y = 0; y < 24; y++)
            for (var x = 0; x < 16 * across; x++) Assert.Equal(picture.IsBlack(x / across, y / down), paper.IsBlack(x, y));
    }

    [Fact]
    public async Task A_picture_whose_size_is_not_that_of_its_bytes_is_ignored_and_noted()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync(Stored(false, [48, 112, 48, 1, 1, 49, .. Size(576, 600), 1, 2, 3]), PrintStored, Host.Picture(Bench.Noise(576, 5)));

        Assert.Equal(5, slip.Rows);
        Assert.Equal("A picture of 576 x 600 dots came with 3 bytes instead of 43200, and was ignored.", Assert.Single(bench.Printer.Notes.All).Text);
    }

    [Fact]
    public async Task Text_that_waits_is_printed_before_a_picture()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync("text"u8.ToArray(), Host.Picture(Bench.Noise(576, 5)));

        Assert.Equal(24 + 5, slip.Rows);
    }

    [Fact]
    public async Task In_page_mode_pictures_and_codes_stand_on_the_line_of_the_text()
    {
        await using var bench = await Bench.StartAsync();
        var picture = Bench.Noise(24, 24);

        var paper = (await bench.PrintAsync("\u001BL\u001BW\0\0\0\0\u0064\0\u0028\0"u8.ToArray(), Host.Picture(picture), [0x0C])).ReadRaster();

        Assert.Equal(40, paper.Height);
        for (var y = 0; y < 24; y++) Assert.Equal(picture.Row(y).ToArray(), paper.Row(y)[..3].ToArray());
    }

    [Fact]
    public async Task A_page_that_is_left_is_lost_and_one_that_is_cleared_can_be_filled_again()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync("\u001BLlost\u001BS\u001BL\u001BW\0\0\0\0\u0064\0\u001E\0gone\u0018\u001B\u000C\u000C"u8.ToArray(), Host.Picture(new Raster(8, 1, [0xFF])));

        Assert.Equal(30 + 30 + 1, slip.Rows);
        Assert.Equal(1, slip.ReadRaster().Trimmed().Height);
    }

    private static byte[] Size(int width, int height) => [(byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8)];

    private static byte[] Stored(bool isLong, byte[] p) => isLong ? [0x1D, 0x38, 0x4C, (byte)p.Length, (byte)(p.Length >> 8), 0, 0, .. p] : [0x1D, 0x28, 0x4C, (byte)p.Length, (byte)(p.Length >> 8), .. p];

    private static byte[] Columns(Raster picture)
    {
        var columns = new byte[picture.Width * picture.Height / 8];
        for (var x = 0; x < picture.Width; x++)
            for (var y = 0; y < picture.Height; y++)
                if (picture.IsBlack(x, y)) columns[(x * picture.Height / 8) + (y / 8)] |= (byte)(0x80 >> (y % 8));
        return columns;
    }
}
