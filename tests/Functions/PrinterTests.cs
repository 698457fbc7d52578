using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Xunit;

namespace Pennant.Tests.Functions;

[Collection(TableTests.Name)]
public sealed class PrinterTests(TableFixture fixture)
{
    private const string Ready = """
        {"connection":{"state":"online","at":1,"version":1},"state":"idle","paper":{"state":"ok","used_mm":12.5},
         "printer":{"width_dots":384,"evidence":"processed","transport":"tcp","cutter":true}}
        """;

    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task A_sender_knows_before_sending()
    {
        bench.Report(Ready);
        await bench.SubmitAsync();
        await bench.SubmitAsync();

        var view = (await bench.Parts.Api().HandleAsync(Requests.Printer(bench.Printer))).Json();

        Assert.Equal(("online", "idle", "ok", "processed"), (view["connection"]!.ToString(), view["state"]!.ToString(), view["paper"]!.ToString(), view["evidence"]!.ToString()));
        Assert.Equal((384, 2, 5.5), (view["width_dots"]!.GetValue<int>(), view["queue"]!.GetValue<int>(), view["wait_seconds"]!.GetValue<double>()));
    }

    [Fact]
    public async Task A_long_message_makes_the_next_one_wait_longer_than_a_short_one()
    {
        bench.Report(Ready);
        await bench.SubmitAsync(new string('a', 3_000));

        var view = (await bench.Parts.Api().HandleAsync(Requests.Printer(bench.Printer))).Json();

        Assert.Equal((1, 7.6), (view["queue"]!.GetValue<int>(), view["wait_seconds"]!.GetValue<double>()));
    }

    [Theory]
    [InlineData("""{"connection":{"state":"offline","at":1,"version":1},"state":"idle"}""")]
    [InlineData("""{"connection":{"state":"online","at":1,"version":1},"state":"held","hold":"paper_out"}""")]
    [InlineData("""{"connection":{"state":"offline","at":1,"version":1},"state":7,"printer":"what"}""")]
    public async Task Nobody_promises_a_time_for_a_printer_that_does_not_print(string reported)
    {
        bench.Report(reported);

        var view = (await bench.Parts.Api().HandleAsync(Requests.Printer(bench.Printer))).Json();

        Assert.Null(view["wait_seconds"]);
        Assert.NotEqual("unknown", view["connection"]!.ToString());
    }

    [Fact]
    public async Task A_printer_that_has_never_reported_is_unknown_and_one_that_does_not_exist_is_not_found()
    {
        var view = (await bench.Parts.Api().HandleAsync(Requests.Printer(bench.Printer))).Json();

        Assert.Equal(("unknown", "unknown", "unknown"), (view["connection"]!.ToString(), view["state"]!.ToString(), view["paper"]!.ToString()));
        Assert.Equal(404, (await bench.Parts.Api().HandleAsync(Requests.Printer("nowhere"))).StatusCode);
    }

    [Fact]
    public async Task Pages_that_ask_for_the_list_every_two_seconds_ask_the_registry_every_ten()
    {
        var api = bench.Parts.Api();

        for (var second = 0; second < 30; second += 2)
        {
            await api.HandleAsync(Requests.Of("GET", "/printers"));
            bench.Clock.Advance(TimeSpan.FromSeconds(2));
        }

        Assert.Equal(3, bench.Registry.Listed);
    }

    [Fact]
    public async Task A_hundred_pages_that_ask_in_the_same_second_read_the_shadow_once()
    {
        bench.Report(Ready);
        var (api, reads) = (bench.Parts.Api(), 0);
        bench.Iot.BeforeRead = _ => reads++;

        for (var page = 0; page < 100; page++) await api.HandleAsync(Requests.Printer(bench.Printer));
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        await api.HandleAsync(Requests.Printer(bench.Printer));

        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task Every_printer_of_the_group_is_listed()
    {
        bench.Registry.Things["attic"] = "pennant-printer-dev";
        bench.Registry.Things["cellar"] = "pennant-printer-dev";
        bench.Iot.Shadows["cellar"] = (System.Text.Json.Nodes.JsonNode.Parse(Ready)!, 3);

        var list = (await bench.Parts.Api().HandleAsync(Requests.Of("GET", "/printers"))).Json()["printers"]!.AsArray();

        Assert.Equal(["attic", "cellar", bench.Printer], list.Select(printer => printer!["name"]!.ToString()));
        Assert.Equal(["unknown", "online", "unknown"], list.Select(printer => printer!["connection"]!.ToString()));
    }

    [Theory]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(500, "InternalServerError")]
    public async Task A_busy_store_asks_for_patience(int status, string code)
    {
        using var busy = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig
        {
            ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = new AnsweringHttp(status, $$"""{"__type":"com.amazonaws.dynamodb.v20120810#{{code}}","message":"later"}"""),
        });

        var answer = await new Bench(fixture, db: busy).Parts.Api().HandleAsync(Requests.Get("01ARZ3NDEKTSV4RRFFQ69G5FAV"));

        Assert.Equal((503, "1", "application/problem+json"), (answer.StatusCode, answer.Headers!["Retry-After"], answer.Headers["Content-Type"]));
    }

    [Fact]
    public async Task A_store_that_refuses_for_good_is_our_fault()
    {
        using var refusing = new AmazonDynamoDBClient(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig
        {
            ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "us-east-1", MaxErrorRetry = 0, HttpClientFactory = new AnsweringHttp(400, """{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"no table"}"""),
        });

        var answer = await new Bench(fixture, db: refusing).Parts.Api().HandleAsync(Requests.Get("01ARZ3NDEKTSV4RRFFQ69G5FAV"));

        Assert.Equal(500, answer.StatusCode);
        Assert.DoesNotContain("no table", answer.Body!, StringComparison.Ordinal);
    }

    private sealed class AnsweringHttp(int status, string body) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(status, body));

        private sealed class Handler(int status, string body) : HttpMessageHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
                Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status) { Content = new StringContent(body) });
        }
    }
}
