using Pennant.Contract;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>The whole path in a real browser: type, preview, send, follow, see the paper.</summary>
[Collection(Journeys.Name)]
public sealed class WhenSomeoneSendsAMessage(ProductFixture product)
{
    private const string Text = "# Dinner\nIs **ready** 🍝\nΚαλημέρα, שלום";

    [Fact]
    public async Task The_page_follows_it_to_paper_and_shows_the_paper()
    {
        using var browser = await Browser.OpenAsync(product.Running.Product.Web);
        browser.Type("#text", Text);
        browser.Type("#from", "Ada");
        browser.See("section[aria-label='Preview'][aria-busy='false'] img");
        browser.KeepOnSubmit("section[aria-label='Preview'] img");

        browser.See("button[type=submit]").Click();

        browser.WaitForAddress("/message/?id=");
        browser.SeeHeadline("On paper");
        browser.SeeText("The printer confirmed it");
        browser.SeeText("from Send to paper");
        browser.See("section[aria-label='The paper'] img");
        browser.Screenshot(Path.Combine(AppContext.BaseDirectory, "screenshots", "on-paper.png"));
        var id = browser.Address.Split("id=")[1];
        var slip = product.Running.Product.Printer!.Slips.Of(id)!;
        Assert.Equal(Png.Decode(browser.Kept)!.Trimmed().Hash(), slip.Hash);
    }

    [Fact]
    public async Task A_photograph_comes_out_in_the_dots_that_the_preview_showed()
    {
        using var photograph = new TempPicture();
        using var browser = await Browser.OpenAsync(product.Running.Product.Web);
        browser.Type("#text", "Do you know her?");
        browser.Choose("#picture", photograph.File);
        browser.See("img[alt='Your picture in dots, as it will print.']");
        browser.See("section[aria-label='Preview'][aria-busy='false'] img");
        browser.KeepOnSubmit("section[aria-label='Preview'] img");

        browser.See("button[type=submit]").Click();

        browser.WaitForAddress("/message/?id=");
        browser.SeeHeadline("On paper");
        var slip = product.Running.Product.Printer!.Slips.Of(browser.Address.Split("id=")[1])!;
        Assert.Equal(Png.Decode(browser.Kept)!.Trimmed().Hash(), slip.Hash);
        Assert.True(slip.ReadRaster().Height > 662, "The picture is on the paper.");
    }

    [Fact]
    public async Task The_paper_is_the_preview_dot_for_dot()
    {
        var (api, key) = (product.Running.Api, Guid.NewGuid().ToString());
        var preview = await api.PreviewAsync(Text, "Grace", key);

        var sent = await api.SendAsync(Text, "Grace", key, preview.WrittenAt);
        var printed = await api.UntilAsync(sent.Id, MessageState.Printed);

        var slip = product.Running.Product.Printer!.Slips.Of(sent.Id)!;
        Assert.Equal(Evidence.Confirmed, printed.Evidence);
        Assert.Equal(Png.Decode(preview.Picture)!.Trimmed().Hash(), slip.ReadRaster().Trimmed().Hash());
        Assert.NotEqual(Png.Decode((await api.PreviewAsync(Text, "Hopper", key)).Picture)!.Trimmed().Hash(), slip.Hash);
    }
}
