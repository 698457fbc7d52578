using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Pennant.Contract;
using Pennant.Lambdas.Api;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Functions;

[Collection(TableTests.Name)]
public sealed class ApiTests(TableFixture fixture)
{
    private readonly Bench bench = new(fixture);

    [Fact]
    public async Task A_message_is_accepted_once_it_is_in_the_table()
    {
        var answer = await PostAsync("""{"text":"hello","from":"Ada"}""");
        var view = answer.Json();
        var item = await bench.ItemAsync(view["id"]!.ToString());

        Assert.Equal(201, answer.StatusCode);
        Assert.Equal($"/dev/messages/{view["id"]}", answer.Headers!["Location"]);
        Assert.Equal(("QUEUED", bench.Printer, $"/messages/{view["id"]}"), (view["status"]!.ToString(), view["printer"]!.ToString(), view["links"]!["self"]!.ToString()));
        Assert.Equal(("QUEUED", "false", bench.Printer, "hello", "Ada", "0", "0"), (item["status"].S, item["printed"].S, item["queue"].S, item["text"].S, item["from"].S, item["attempt"].N, item["round"].N));
        Assert.True(item["acks"].IsMSet);
        Assert.Equal(bench.Clock.GetUtcNow().AddDays(90).ToUnixTimeSeconds(), long.Parse(item["ttl"].N, null));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    public async Task A_picture_may_be_broken_into_lines_wherever_base64_may(int at)
    {
        var picture = Convert.ToBase64String(Png.Encode(new Raster(384, 100, new byte[48 * 100])), Base64FormattingOptions.InsertLineBreaks).Insert(at, "\n");

        var answer = await PostAsync(JsonSerializer.Serialize(new NewMessage("hello", Image: picture), ContractJson.Default.NewMessage));

        Assert.Equal(201, answer.StatusCode);
        Assert.Equal(picture, (await bench.ItemAsync(answer.Json()["id"]!.ToString()))["image"].S);
    }

    [Theory]
    [InlineData("{", 400, null)]
    [InlineData("""{"text":""}""", 400, "text")]
    [InlineData("""{"text":"hi","size":3}""", 400, "size")]
    [InlineData("""{"text":"hi","printer":"nowhere"}""", 404, null)]
    [InlineData("""{"text":"hi","printer":"toaster"}""", 404, null)]
    public async Task A_bad_request_is_a_problem_and_stores_nothing(string body, int status, string? field)
    {
        bench.Registry.Things["toaster"] = "another-type";

        var answer = await PostAsync(body);
        var problem = answer.Json();

        Assert.Equal((status, "application/problem+json", field), (answer.StatusCode, answer.Headers!["Content-Type"], problem["field"]?.ToString()));
        Assert.Empty(bench.Batch().Records);
    }

    [Fact]
    public async Task A_body_may_come_as_base64_and_must_be_json()
    {
        var asBytes = Requests.Post(Convert.ToBase64String("""{"text":"hi"}"""u8));
        asBytes.IsBase64Encoded = true;

        Assert.Equal(201, (await bench.Parts.Api().HandleAsync(asBytes)).StatusCode);
        Assert.Equal(415, (await PostAsync("text=hi", ("content-type", "application/x-www-form-urlencoded"))).StatusCode);
    }

    [Fact]
    public async Task Fifty_requests_with_one_key_make_one_message()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync("""{"text":"hello"}""", key)));
        var other = await PostAsync("""{"text":"goodbye"}""", key);

        Assert.Single(answers, answer => answer.StatusCode == 201);
        Assert.Equal(49, answers.Count(answer => answer.StatusCode == 200));
        Assert.Single(answers.Select(answer => answer.Json()["id"]!.ToString()).Distinct());
        Assert.Equal((422, "Idempotency-Key"), (other.StatusCode, other.Json()["field"]!.ToString()));
        Assert.Single(bench.Batch().Records);
    }

    [Fact]
    public async Task The_time_that_the_receipt_shows_goes_with_the_message_to_the_printer()
    {
        var written = Times.ToText(bench.Clock.GetUtcNow().AddMinutes(-1));

        var id = (await PostAsync($$"""{"text":"hello","written_at":"{{written}}"}""")).Json()["id"]!.ToString();
        await bench.DispatchAsync();

        Assert.Equal(written, (await bench.ItemAsync(id))["written_at"].S);
        Assert.Equal(written, Times.ToText(Assert.Single(bench.Iot.Jobs(bench.Printer)).WrittenAt!.Value));
    }

    [Fact]
    public async Task A_time_that_is_too_old_is_refused_but_not_when_the_answer_is_asked_for_again()
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var body = $$"""{"text":"hello","written_at":"{{Times.ToText(bench.Clock.GetUtcNow())}}"}""";
        var first = await PostAsync(body, key);
        bench.Clock.Advance(TimeSpan.FromMinutes(16));

        var again = await PostAsync(body, key);
        var other = await PostAsync(body.Replace("hello", "goodbye", StringComparison.Ordinal), key);
        var late = await PostAsync(body, ("Idempotency-Key", Guid.NewGuid().ToString()));

        Assert.Equal((201, 200, 422, 400), (first.StatusCode, again.StatusCode, other.StatusCode, late.StatusCode));
        Assert.Equal(("written_at", 15), (late.Json()["field"]!.ToString(), (int)late.Json()["limit"]!));
        Assert.Equal(first.Json()["id"]!.ToString(), again.Json()["id"]!.ToString());
    }

    [Fact]
    public async Task A_key_that_could_be_guessed_is_refused() =>
        Assert.Equal(400, (await PostAsync("""{"text":"hello"}""", ("idempotency-key", "1234"))).StatusCode);

    [Fact]
    public async Task A_known_printer_is_not_asked_for_again_within_a_minute()
    {
        var api = bench.Parts.Api();
        await api.HandleAsync(Requests.Post("""{"text":"one"}"""));
        await api.HandleAsync(Requests.Post("""{"text":"two"}"""));
        Assert.Equal(1, bench.Registry.Described);

        bench.Clock.Advance(TimeSpan.FromSeconds(61));
        await api.HandleAsync(Requests.Post("""{"text":"three"}"""));

        Assert.Equal(2, bench.Registry.Described);
    }

    [Fact]
    public async Task A_message_unchanged_since_it_was_read_is_not_sent_again()
    {
        var id = await bench.InFlightAsync();
        var first = await bench.Parts.Api().HandleAsync(Requests.Get(id));
        var second = await bench.Parts.Api().HandleAsync(Requests.Get(id, first.Headers!["ETag"]));
        await bench.AckAsync(id, "received");
        var third = await bench.Parts.Api().HandleAsync(Requests.Get(id, first.Headers["ETag"]));

        Assert.Equal((200, 304, 200), (first.StatusCode, second.StatusCode, third.StatusCode));
        Assert.Null(second.Body);
        Assert.Equal("no-cache", second.Headers!["Cache-Control"]);
    }

    [Fact]
    public async Task A_reader_sees_the_further_of_status_and_facts_and_never_the_token()
    {
        var id = await bench.InFlightAsync();
        await bench.SetAsync(id, "SET task_token = :token", (":token", "secret-token"));
        var seen = new List<string>();
        foreach (var (state, more) in new[] { ("received", ""), ("printing", ""), ("printed", ",\"evidence\":\"processed\"") })
        {
            await bench.AckAsync(id, state, more);
            seen.Add((await bench.ViewAsync(id))["status"]!.ToString());
        }
        var view = await bench.ViewAsync(id);

        Assert.Equal(["DELIVERED", "PRINTING", "PRINTED"], seen);
        Assert.Equal("processed", view["evidence"]!.ToString());
        Assert.All(["created_at", "dispatched_at", "delivered_at", "printing_at", "finished_at"], name => Assert.NotNull(Times.Parse(view[name]?.ToString())));
        Assert.DoesNotContain("secret-token", view.ToJsonString() + bench.Lines, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("PUT", "/messages", 405)]
    [InlineData("PATCH", "/messages/{id}", 405)]
    [InlineData("POST", "/health", 405)]
    [InlineData("GET", "/health", 200)]
    public async Task Every_answer_may_be_read_by_the_pages(string method, string resource, int status)
    {
        var answer = await bench.Parts.Api().HandleAsync(Requests.Of(method, resource));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("https://www.example.org", answer.Headers!["Access-Control-Allow-Origin"]);
        Assert.Equal("ETag, Location, Retry-After", answer.Headers["Access-Control-Expose-Headers"]);
        Assert.Equal(status == 405, answer.Headers.ContainsKey("Allow"));
    }

    [Fact]
    public async Task Pages_of_the_same_origin_need_no_leave()
    {
        var api = new ApiFunction(null!, null!, null, new Pennant.Contract.Logging.Log(Stream.Null, TimeProvider.System, "dev", "Api"));

        var answer = await api.HandleAsync(Requests.Of("GET", "/health"));

        Assert.Equal(["Cache-Control", "Content-Type", "X-Content-Type-Options"], answer.Headers!.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("00000000000000000000000000")]
    [InlineData("window/kitchen")]
    [InlineData("' OR 1=1")]
    public async Task What_is_no_message_is_not_found(string id)
    {
        Assert.Equal(404, (await bench.Parts.Api().HandleAsync(Requests.Get(id))).StatusCode);
        Assert.Equal(404, (await bench.Parts.Api().HandleAsync(Requests.Delete(id))).StatusCode);
    }

    private Task<APIGatewayProxyResponse> PostAsync(string body, params (string Name, string Value)[] headers) => bench.Parts.Api().HandleAsync(Requests.Post(body, headers));
}
