using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class GoldenTests
{
    [Theory]
    [InlineData("styles")]
    [InlineData("boxes")]
    [InlineData("languages")]
    [InlineData("page-mode")]
    public async Task A_page_is_what_somebody_saw_and_found_right(string name)
    {
        await using var bench = await Bench.StartAsync();
        var stream = name switch { "styles" => Page.Styles, "boxes" => Page.Boxes, "languages" => Page.Languages, _ => Page.PageMode };

        var slip = await bench.PrintAsync(stream);

        Golden.Matches(name, slip);
        Assert.Empty(bench.Printer.Notes.All);
    }
}
