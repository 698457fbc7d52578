using System.Text.Json.Nodes;
using Amazon.IotData;
using Amazon.IotData.Model;
using Amazon.Runtime;
using Pennant.Contract;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>The printer is looked after through its shadow, by any client: here AWS's HTTPS calls, as the IoT console makes them.</summary>
[Collection(Journeys.Name)]
public sealed class WhenTheOwnerChangesAPrinter(ProductFixture product) : IDisposable
{
    private const string Printer = "kitchen";
    private readonly ApiClient api = product.Running.Api;
    private readonly AmazonIotDataClient shadows = new(new BasicAWSCredentials("local", "local"), new AmazonIotDataConfig { ServiceURL = product.Running.Product.Aws.ToString(), AuthenticationRegion = "us-east-1" });

    public void Dispose() => shadows.Dispose();

    [Fact]
    public async Task A_paused_printer_holds_its_messages_and_says_so_on_the_page_until_it_may_go_on()
    {
        await DesireAsync("""{"paused":true}""");
        await api.UntilPrinterAsync("paused", view => view is { State: "held", Hold: HoldReason.Paused });
        using var browser = await Browser.OpenAsync(product.Running.Product.Web);
        browser.SeeText("Printing is paused by the owner.");
        var first = await api.SendAsync("Hold this");
        var second = await api.SendAsync("And this");
        await Eventually.TrueAsync("the first says why it waits", async () => (await api.ReadAsync(first.Id)).Hold == HoldReason.Paused);

        await DesireAsync("""{"paused":false}""");
        await api.UntilAsync(first.Id, MessageState.Printed);
        await api.UntilAsync(second.Id, MessageState.Printed);

        var slips = product.Running.Product.Printer!.Slips;
        Assert.True(slips.Of(first.Id)!.Number < slips.Of(second.Id)!.Number);
        await api.UntilPrinterAsync("idle again", view => view is { State: "idle", Hold: null });
    }

    [Fact]
    public async Task A_setting_that_makes_no_sense_is_refused_with_the_reason_and_the_others_are_taken()
    {
        await DesireAsync("""{"copies":99,"time_zone":"Asia/Tokyo"}""");

        var reported = await UntilReportedAsync("the answer", shadow => (string?)shadow["time_zone"] == "Asia/Tokyo" && shadow["refused"]?["copies"] is not null);
        await DesireAsync("""{"copies":null,"time_zone":null}""");
        await UntilReportedAsync("as before", shadow => (string?)shadow["time_zone"] != "Asia/Tokyo" && shadow["refused"]?["copies"] is null);

        Assert.Equal(1, (int?)reported["copies"]);
    }

    [Fact]
    public async Task The_time_on_paper_is_the_printers_own()
    {
        await DesireAsync("""{"time_zone":"Asia/Tokyo"}""");
        await UntilReportedAsync("Tokyo", shadow => (string?)shadow["time_zone"] == "Asia/Tokyo");

        var sent = await api.SendAsync("What time is it?");
        await api.UntilAsync(sent.Id, MessageState.Printed);
        await DesireAsync("""{"time_zone":null}""");
        await UntilReportedAsync("not Tokyo", shadow => (string?)shadow["time_zone"] != "Asia/Tokyo");
        var drawn = ReceiptRenderer.Render(new ReceiptContent("What time is it?") { At = sent.CreatedAt, TimeZone = "Asia/Tokyo", Id = sent.Id }, PrinterProfile.For(576)).Raster!;
        Assert.Equal(drawn.Trimmed().Hash(), product.Running.Product.Printer!.Slips.Of(sent.Id)!.Hash);
    }

    private Task<UpdateThingShadowResponse> DesireAsync(string desired) => shadows.UpdateThingShadowAsync(new UpdateThingShadowRequest
    {
        ThingName = Printer,
        Payload = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$$"""{"state":{"desired":{{{desired}}}}}""")),
    });

    private Task<JsonNode> UntilReportedAsync(string what, Func<JsonNode, bool> condition) => Eventually.Async(what, async () =>
    {
        var answer = await shadows.GetThingShadowAsync(new GetThingShadowRequest { ThingName = Printer });
        var reported = JsonNode.Parse(answer.Payload)!["state"]!["reported"]!;
        return condition(reported) ? reported : null;
    });
}
