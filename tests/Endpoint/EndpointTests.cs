using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Endpoint;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Endpoint;

public sealed class EndpointTests : IAsyncLifetime
{
    private static readonly HttpClient Http = new();

    private AwsEndpoint Local { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Local = new AwsEndpoint(TestRole.Guard(), NullLoggerFactory.Instance);
        foreach (var name in new[] { "dynamodb", "states", "iot", "sns", "s3" }) Local.Add(new FailingService(name));
        Local.AddOpen("/health", context => context.Response.WriteAsync("well"));
        await Local.StartAsync(0, CancellationToken.None);
    }

    public async Task DisposeAsync() => await Local.DisposeAsync();

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        var answer = await Http.PostAsync(Local.Address, null);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Contains("MissingAuthenticationTokenException", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_an_open_path_needs_no_signature_and_only_to_be_read()
    {
        Assert.Equal("well", await Http.GetStringAsync(new Uri(Local.Address, "/health")));
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.GetAsync(new Uri(Local.Address, "/health/more"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Http.PostAsync(new Uri(Local.Address, "/health"), null)).StatusCode);
    }

    [Theory]
    [InlineData("dynamodb", """{"Item":{},"__type":"com.amazonaws.dynamodb.v20120810#GoneException","message":"<gone>"}""")]
    [InlineData("iot", """{"Item":{},"__type":"GoneException","message":"<gone>"}""")]
    [InlineData("sns", "<ErrorResponse><Error><Type>Sender</Type><Code>GoneException</Code><Message>&lt;gone&gt;</Message></Error>")]
    [InlineData("s3", "<Error><Code>GoneException</Code><Message>&lt;gone&gt;</Message></Error>")]
    public async Task A_refusal_is_written_in_the_protocol_of_its_service(string service, string expected)
    {
        var answer = await SendAsync(service, "refuse");

        var body = (await answer.Content.ReadAsStringAsync()).Replace("\\u003C", "<", StringComparison.Ordinal).Replace("\\u003E", ">", StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.StartsWith(expected, body, StringComparison.Ordinal);
        Assert.True(answer.Headers.Contains("x-amzn-RequestId"));
    }

    [Theory]
    [InlineData("dynamodb", "InternalServerError")]
    [InlineData("iot", "InternalFailureException")]
    [InlineData("states", "InternalFailure")]
    public async Task A_surprise_is_an_error_that_clients_try_again_and_says_nothing_of_the_inside(string service, string code)
    {
        var answer = await SendAsync(service, "break");

        var body = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains(code, body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_named()
    {
        var answer = await SendAsync("ec2", "refuse");

        Assert.Contains("\\u0022ec2\\u0022", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A call that the service has, and how it is to fail.</summary>
    private async Task<HttpResponseMessage> SendAsync(string service, string how)
    {
        var request = new HttpRequestMessage(service is "s3" or "iot" ? HttpMethod.Get : HttpMethod.Post, new Uri(Local.Address, service == "iot" ? "/things" : "/"));
        if (service == "sns") request.Content = new FormUrlEncodedContent([new("Action", "Publish"), new("TopicArn", "arn:aws:sns:us-east-1:000000000000:x")]);
        if (service is "dynamodb" or "states") request.Headers.Add("X-Amz-Target", service == "dynamodb" ? "DynamoDB_20120810.ListTables" : "AWSStepFunctions.ListStateMachines");
        request.Headers.Add("x-how", how);
        return await Http.SendAsync(await request.SignAsync(service));
    }

    private sealed class FailingService(string name) : IAwsService
    {
        public IReadOnlyCollection<string> SigningNames => [name];

        public Task HandleAsync(HttpContext context) => throw (context.Request.Headers["x-how"] == "refuse"
            ? new AwsException("GoneException", "<gone>", 410) { Extra = new() { ["Item"] = new System.Text.Json.Nodes.JsonObject() } }
            : new InvalidOperationException("a secret"));
    }
}
