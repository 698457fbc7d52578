using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.IotData;
using Amazon.Lambda.APIGatewayEvents;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Preview;
using Pennant.Receipts;
using Pennant.Tests.Functions;
using Xunit;

namespace Pennant.Tests.Preview;

public sealed class PreviewTests : IAsyncLifetime
{
    private const string Key = "2f6d5a54-6f1c-4b4f-9a3e-0d1f6c6f2a11";

    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 17, 20, 41, TimeSpan.Zero));
    private readonly LogLines logged = new();
    private ShadowService shadows = null!;
    private PreviewHandler handler = null!;

    public async Task InitializeAsync()
    {
        shadows = await ShadowService.StartAsync();
        handler = new PreviewHandler(new PreviewSettings("dev", "kitchen", "https://pages.example", ""), new KnownPapers(shadows.Client, clock, new Log(logged.Output, clock, "dev", "Preview")), clock);
    }

    public Task DisposeAsync() => shadows.DisposeAsync().AsTask();

    [Theory]
    [InlineData(384)]
    [InlineData(420)]
    [InlineData(512)]
    public async Task The_preview_is_what_the_printer_will_be_given(int width)
    {
        shadows.Shadows["kitchen"] = """{"state":{"reported":{"printer":{"width_dots":WIDTH,"evidence":"confirmed","transport":"tcp","cutter":true},"time_zone":"Asia/Tokyo"}},"version":7}""".Replace("WIDTH", $"{width}");
        var image = Convert.ToBase64String(Png.Encode(new Raster(8, 2, [0xAA, 0x55])));

        var answer = await PostAsync($$"""{"text":"Hello 👋","from":"Tom","image":"{{image}}"}""", key: Key);

        var job = new ReceiptContent("Hello 👋", "Tom", Convert.FromBase64String(image)) { At = clock.GetUtcNow(), TimeZone = "Asia/Tokyo", Id = IdempotencyKey.MessageId(Key) };
        var paper = ReceiptRenderer.Render(job, PrinterProfile.For(width)).Raster!;
        Assert.Equal((200, true, "image/png"), (answer.StatusCode, answer.IsBase64Encoded, answer.Headers!["Content-Type"]));
        Assert.Equal(paper.Hash(), Png.Decode(Convert.FromBase64String(answer.Body!))!.Hash());
    }

    [Fact]
    public async Task The_paper_is_given_in_whole_millimetres_and_browsers_may_read_it()
    {
        var answer = await PostAsync("""{"text":"one line"}""");

        Assert.Equal("22", answer.Headers!["Pennant-Paper-Mm"]);
        Assert.Equal("Pennant-Paper-Mm, Pennant-Written-At, Retry-After", answer.Headers["Access-Control-Expose-Headers"]);
        Assert.Equal("https://pages.example", answer.Headers["Access-Control-Allow-Origin"]);
    }

    [Fact]
    public async Task A_shadow_that_does_not_come_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var config = new AmazonIotDataConfig { ServiceURL = $"http://{silent.LocalEndpoint}", AuthenticationRegion = "us-east-1", Timeout = TimeSpan.FromMilliseconds(100), MaxErrorRetry = 0 };
        using var client = new AmazonIotDataClient(new BasicAWSCredentials("id", "secret"), config);

        Assert.Equal(Paper.Usual, await new KnownPapers(client, clock, new Log(logged.Output, clock, "dev", "Preview")).OfAsync("kitchen", CancellationToken.None));
        Assert.Single(logged.Of("shadow_unreadable"));
    }

    [Fact]
    public async Task A_printer_is_asked_once_in_ten_seconds_and_each_printer_for_itself()
    {
        shadows.Shadows["attic"] = """{"state":{"reported":{"printer":{"width_dots":384,"evidence":"written","transport":"usb","cutter":false}}}}""";

        Assert.Equal(384, await WidthAsync("""{"text":"a","printer":"attic"}"""));
        Assert.Equal(384, await WidthAsync("""{"text":"b","printer":"attic"}"""));
        Assert.Equal(576, await WidthAsync("""{"text":"b"}"""));
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(384, await WidthAsync("""{"text":"c","printer":"attic"}"""));

        Assert.Equal(["attic", "kitchen", "attic"], shadows.Asked);
    }

    [Theory]
    [InlineData("""{"state":{"reported":{"agent":"1.0"}}}""")]
    [InlineData("""{"state":{"desired":{"paused":true}}}""")]
    [InlineData("""{"state":{"reported":{"printer":{"width_dots":9999,"evidence":"written","transport":"usb","cutter":false}}}}""")]
    [InlineData("""{"state":{"reported":{"printer":"broken"}}}""")]
    [InlineData("not json")]
    public async Task A_shadow_that_does_not_say_gives_the_usual_width(string shadow)
    {
        shadows.Shadows["kitchen"] = shadow;

        Assert.Equal(576, await WidthAsync("""{"text":"a"}"""));
    }

    [Fact]
    public async Task Without_shadows_there_is_still_a_preview_and_a_line_in_the_log()
    {
        shadows.IsBroken = true;

        Assert.Equal(576, await WidthAsync("""{"text":"secret words"}"""));

        Assert.Equal("kitchen", (string?)Assert.Single(logged.Of("shadow_unreadable"))["printer"]);
        Assert.DoesNotContain("secret", logged.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_time_that_the_preview_shows_is_told_and_may_be_given_back()
    {
        var now = await PostAsync("""{"text":"a"}""", Key);
        clock.Advance(TimeSpan.FromMinutes(5));
        var again = await PostAsync($$"""{"text":"a","written_at":"{{now.Headers!["Pennant-Written-At"]}}"}""", Key);
        var later = await PostAsync("""{"text":"a"}""", Key);

        Assert.Equal("2026-11-23T17:20:41.000Z", now.Headers["Pennant-Written-At"]);
        Assert.Equal(now.Body, again.Body);
        Assert.NotEqual(now.Body, later.Body);
        Assert.Equal("2026-11-23T17:25:41.000Z", later.Headers!["Pennant-Written-At"]);
    }

    [Fact]
    public async Task Without_a_key_the_receipt_is_as_long_and_as_wide_as_it_will_be()
    {
        var (without, with) = (await PostAsync("""{"text":"a"}"""), await PostAsync("""{"text":"a"}""", Key));

        Assert.NotEqual(with.Body, without.Body);
        Assert.Equal(Png.Size(Convert.FromBase64String(with.Body!)), Png.Size(Convert.FromBase64String(without.Body!)));
        Assert.Equal((400, "Idempotency-Key"), (ProblemIn(await PostAsync("""{"text":"a"}""", "short")) is var refused ? (refused.Status, refused.Field) : default));
    }

    [Theory]
    [InlineData("""{"text":"a","written_at":"2026-11-23T17:05:00Z"}""", "written_at", 15)]
    [InlineData("""{"text":""}""", "text", Limits.TextLength)]
    [InlineData("""{"text":"a","colour":"red"}""", "colour", null)]
    [InlineData("""{"text":"a","image":"!"}""", "image", null)]
    [InlineData("{", null, null)]
    public async Task A_bad_message_is_refused_as_the_api_refuses_it(string body, string? field, int? limit)
    {
        var problem = ProblemIn(await PostAsync(body));

        Assert.Equal((400, field, limit), (problem.Status, problem.Field, problem.Limit));
        Assert.Empty(shadows.Asked);
    }

    [Fact]
    public async Task What_would_take_too_much_paper_is_refused_with_the_limit()
    {
        var problem = ProblemIn(await PostAsync("{\"text\":\"a" + string.Concat(Enumerable.Repeat("\\nc", 1000)) + "b\"}"));

        Assert.Equal((400, "text", Limits.PaperMillimetres), (problem.Status, problem.Field, problem.Limit));
        Assert.Equal("The message is longer than 1,500 mm of paper.", problem.Detail);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_unpacked_is_refused()
    {
        var png = Png.Encode(new Raster(64, 64, new byte[512]));

        var problem = ProblemIn(await PostAsync($$"""{"text":"a","image":"{{Convert.ToBase64String(png[..45])}}"}"""));

        Assert.Equal((400, "image"), (problem.Status, problem.Field));
    }

    [Fact]
    public async Task A_body_that_came_as_base64_is_understood()
    {
        var body = Convert.ToBase64String(Encoding.UTF8.GetBytes("""{"text":"a"}"""));

        var answer = await handler.HandleAsync(new APIGatewayProxyRequest { Body = body, IsBase64Encoded = true }, CancellationToken.None);

        Assert.Equal(200, answer.StatusCode);
    }

    [Fact]
    public void Settings_that_are_missing_are_named_all_at_once()
    {
        var e = Assert.Throws<InvalidOperationException>(() => PreviewSettings.FromEnvironment(_ => null));

        Assert.Equal("Missing environment variables: PENNANT_ENV, DEFAULT_PRINTER, AWS_REGION.", e.Message);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:1")]
    [InlineData(null, "http://127.0.0.1:2", "http://127.0.0.1:2")]
    [InlineData(null, null, "https://data-ats.iot.eu-west-1.amazonaws.com")]
    public void Shadows_are_where_the_standard_variables_say(string? service, string? all, string expected)
    {
        var settings = PreviewSettings.FromEnvironment(name => name switch
        {
            "AWS_ENDPOINT_URL_IOT_DATA_PLANE" => service,
            "AWS_ENDPOINT_URL" => all,
            "AWS_REGION" => "eu-west-1",
            _ => "x",
        });

        Assert.Equal(expected, settings.IotDataUrl);
    }

    private Task<APIGatewayProxyResponse> PostAsync(string body, string? key = null) => handler.HandleAsync(
        new APIGatewayProxyRequest { Body = body, Headers = key is null ? null : new Dictionary<string, string> { ["idempotency-key"] = key } }, CancellationToken.None);

    private async Task<int> WidthAsync(string body)
    {
        var answer = await PostAsync(body);
        return Png.Size(Convert.FromBase64String(answer.Body!))!.Value.Width;
    }

    private static Problem ProblemIn(APIGatewayProxyResponse answer)
    {
        Assert.Equal("application/problem+json", answer.Headers!["Content-Type"]);
        var problem = JsonSerializer.Deserialize(answer.Body!, ContractJson.Default.Problem)!;
        Assert.Equal(problem.Status, answer.StatusCode);
        return problem;
    }
}
