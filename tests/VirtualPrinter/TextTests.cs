using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class TextTests
{
    private const string Block = "\u00DB";

    [Fact]
    public async Task Every_size_is_a_multiple_of_the_cell()
    {
        await using var bench = await Bench.StartAsync();

        for (byte size = 0; size < 8; size++)
        {
            var paper = await PrintAsync(bench, $"\u001D!{(char)(size * 17)}{Block}");

            Assert.Equal((12 * (size + 1), 24 * (size + 1)), Ink(paper));
        }
    }

    [Theory]
    [InlineData("\u001BM\u0001", 9, 17)]
    [InlineData("\u001B!\u0030", 24, 48)]
    [InlineData("\u001BV\u0001", 24, 12)]
    [InlineData("\u001B \u0005\u001DB\u0001 ", 17, 24)]
    [InlineData("\u001BM1\u001D!\u0001", 9, 34)]
    public async Task A_style_gives_the_cell_its_size(string style, int width, int height)
    {
        await using var bench = await Bench.StartAsync();

        Assert.Equal((width, height), Ink(await PrintAsync(bench, style.EndsWith(' ') ? style : style + Block)));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\u001B-\u0001", 1)]
    [InlineData("\u001B-2", 2)]
    public async Task An_underline_is_as_thick_as_it_was_asked_for_and_lies_under_spaces_too(string style, int rows)
    {
        await using var bench = await Bench.StartAsync();

        var paper = await PrintAsync(bench, style + "    ");

        Assert.Equal(rows, Enumerable.Range(0, paper.Height).Count(y => Enumerable.Range(0, 48).All(x => paper.IsBlack(x, y))));
    }

    [Theory]
    [InlineData("\u001B$\u0064\0", 100)]
    [InlineData("\u001B\\\u000A\0\u001B\\\u000A\0", 20)]
    [InlineData("\u001B$\u0064\0\u001B\\\u00F6\u00FF", 90)]
    [InlineData("\u0009", 96)]
    [InlineData("\u001BD\u0003\u0005\0\u0009\u0009", 60)]
    [InlineData("\u001DL\u0020\0", 32)]
    [InlineData("\u001Ba\u0001", 282)]
    [InlineData("\u001Ba2", 564)]
    [InlineData("\u001DL\u0020\0\u001DW\u0040\0\u001Ba\u0002", 84)]
    [InlineData("\u001DP\u0065\0\u001B$\u0032\0", 101)]
    public async Task A_character_stands_where_the_host_says(string commands, int left)
    {
        await using var bench = await Bench.StartAsync();

        var paper = await PrintAsync(bench, commands + Block);

        Assert.Equal(Enumerable.Range(left, 12), Enumerable.Range(0, 576).Where(x => paper.IsBlack(x, 10)));
    }

    [Theory]
    [InlineData("a\u000Aa", 60)]
    [InlineData("a\u000D\u000Aa", 60)]
    [InlineData("\u001B3\u0018a\na", 48)]
    [InlineData("\u001B3\u0010a\na", 48)]
    [InlineData("\u001B3\u0040\u001B2a\na", 60)]
    [InlineData("a\u001BJ\u0032a", 80)]
    [InlineData("a\u001Bd\u0003a", 120)]
    public async Task Lines_are_as_far_apart_as_the_host_says(string text, int rows)
    {
        await using var bench = await Bench.StartAsync();

        Assert.Equal(rows, (await bench.PrintAsync(Bytes(text))).Rows);
    }

    [Fact]
    public async Task A_full_line_ends_by_itself()
    {
        await using var bench = await Bench.StartAsync(s => s with { WidthDots = 384 });

        var paper = await PrintAsync(bench, string.Concat(Enumerable.Repeat(Block, 33)));

        Assert.Equal(60, paper.Height);
        Assert.Equal((384, 12), (Black(paper, 10), Black(paper, 40)));
    }

    [Fact]
    public async Task What_works_only_at_the_beginning_of_a_line_is_ignored_inside_one_and_noted()
    {
        await using var bench = await Bench.StartAsync();

        var paper = await PrintAsync(bench, $"{Block}\u001Ba\u0001\u001DL\u0040\0");

        Assert.True(paper.IsBlack(0, 10));
        Assert.Contains("ignored", Assert.Single(bench.Printer.Notes.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_page_that_is_not_there_is_noted_and_the_one_before_stays()
    {
        await using var bench = await Bench.StartAsync();

        var paper = await PrintAsync(bench, $"\u001Bt\u00FE{Block}");

        Assert.Equal((12, 24), Ink(paper));
        Assert.StartsWith("There is no code page 254 here", Assert.Single(bench.Printer.Notes.All).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_character_that_the_host_draws_stands_in_until_it_is_forgotten()
    {
        await using var bench = await Bench.StartAsync();
        const string define = "\u001B&\u0003AA\u0002\u00FF\u00FF\u00FF\u00FF\u00FF\u00FF";

        var own = await PrintAsync(bench, define + "\u001B%\u0001A");
        var gone = await PrintAsync(bench, "\u001B?AA");

        Assert.Equal((2, 24), Ink(own));
        Assert.True(Ink(gone).Width > 2);
    }

    [Fact]
    public async Task Initializing_puts_everything_back()
    {
        await using var bench = await Bench.StartAsync();
        var plain = await PrintAsync(bench, "Plain text\n");

        var again = await PrintAsync(bench, "\u001B!\u00B9\u001DB\u0001\u001BV\u0001\u001B{\u0001\u001Ba\u0001\u001DL\u0020\0\u001B3\u0060\u001Bt\u0011\u001BR\u0003\u001B \u0004\u001DP\u0020\u0020\u001BD\u0001\0\u001BL\u001B@Plain text\n");

        Assert.Equal(plain.Bits, again.Bits);
    }

    [Fact]
    public async Task While_another_device_is_selected_nothing_is_printed()
    {
        await using var bench = await Bench.StartAsync();

        var paper = await PrintAsync(bench, $"\u001B=\u0002{Block}{Block}\u001BE\u0001\u001B=\u0001{Block}");

        Assert.Equal((12, 24), Ink(paper));
    }

    private static byte[] Bytes(string text) => [.. text.Select(character => (byte)character)];

    private static async Task<Raster> PrintAsync(Bench bench, string text) => (await bench.PrintAsync(Bytes(text))).ReadRaster();

    private static int Black(Raster paper, int y) => Enumerable.Range(0, paper.Width).Count(x => paper.IsBlack(x, y));

    private static (int Width, int Height) Ink(Raster paper)
    {
        var rows = Enumerable.Range(0, paper.Height).Where(y => Black(paper, y) > 0).ToList();
        var columns = Enumerable.Range(0, paper.Width).Where(x => rows.Exists(y => paper.IsBlack(x, y))).ToList();
        return (columns[^1] - columns[0] + 1, rows[^1] - rows[0] + 1);
    }
}
