using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace Pennant.Tests.Web;

public sealed class ApiLimitTests
{
    [Fact]
    public async Task More_than_the_stages_burst_is_told_to_wait_and_let_in_again_at_its_rate()
    {
        await using var web = await RunningWeb.StartAsync(ApiTemplate.Of(rate: 2, burst: 3));

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 4; i++) answers.Add((await web.Client.GetAsync("/api/messages/1")).StatusCode);
        var refused = await web.Client.GetAsync("/api/messages/1");
        web.Time.Advance(TimeSpan.FromSeconds(0.5));
        var later = await web.Client.GetAsync("/api/messages/1");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests], answers);
        Assert.Equal("""{"message":"Too Many Requests"}""", await refused.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, later.StatusCode);
    }

    [Theory]
    [InlineData("""{"text":"hello"}""", "application/json", true)]
    [InlineData("""{"text":"hello"}""", null, true)]
    [InlineData("""{"text":null,"size":3,"is":true}""", "application/json; charset=utf-8", true)]
    [InlineData("hello", "text/plain", true)]
    [InlineData("hello", "application/json", false)]
    [InlineData("", "application/json", false)]
    [InlineData("[]", "application/json", false)]
    [InlineData("""{"text":"hello, world"}""", "application/json", false)]
    [InlineData("""{"text":["hello"]}""", "application/json", false)]
    [InlineData("""{"a":1,"b":2,"c":3,"d":4}""", "application/json", false)]
    public async Task A_body_that_the_model_does_not_fit_reaches_no_function(string body, string? type, bool isTaken)
    {
        await using var web = await RunningWeb.StartAsync(ApiTemplate.Checked);
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (type is not null) content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        var answer = await web.Client.PostAsync("/api/messages", content);

        Assert.Equal(isTaken ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        if (!isTaken) Assert.Equal("""{"message":"Invalid request body"}""", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Every_request_leaves_a_line_in_the_stages_format()
    {
        await using var web = await RunningWeb.StartAsync();

        await web.Client.GetAsync("/api/messages/1");
        await web.Client.GetAsync("/api/nowhere");

        var log = Path.Combine(web.Logs, "aws-apigateway-pennant-api-dev.log");
        string[] expected =
        [
            """{"ip":"127.0.0.1","method":"GET","resource":"/messages/{id}","status":"200","user":"-"}""",
            """{"ip":"127.0.0.1","method":"GET","resource":"-","status":"403","user":"-"}""",
        ];
        Assert.Equal(expected, ReadLines(log));
    }

    private static string[] ReadLines(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
