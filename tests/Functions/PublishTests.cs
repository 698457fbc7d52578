using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Amplify;
using Amazon.Runtime;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract.Logging;
using Pennant.Lambdas;
using Pennant.Lambdas.Publish;
using Pennant.Tests.Aws;
using Pennant.Tests.StepFunctions;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>The pages' publication, from CloudFormation's request to its answer, with Amplify as a list of answers.</summary>
public sealed class PublishTests : IAsyncLifetime, IDisposable
{
    private const string Summary = """{"jobId":"7","status":"STATUS"}""";
    private readonly WatchedClock clock = new();
    private readonly MemoryStream lines = new();
    private readonly RecordingCloudFormation cloudFormation = new();
    private AwsStub amplify = null!;
    private AmazonAmplifyClient client = null!;

    public async Task InitializeAsync()
    {
        amplify = await AwsStub.StartAsync();
        client = new AmazonAmplifyClient(AwsStub.Credentials, new AmazonAmplifyConfig { ServiceURL = amplify.Url });
    }

    public void Dispose()
    {
        client.Dispose();
        cloudFormation.Dispose();
        lines.Dispose();
    }

    public async Task DisposeAsync() => await amplify.DisposeAsync();

    [Fact]
    public async Task Built_pages_are_handed_to_Amplify_and_the_answer_waits_until_they_are_there()
    {
        amplify.Answers(Started("PENDING")).Answers(Job("RUNNING")).Answers(Job("SUCCEED"));

        await PublishAsync("Create", ""","Bucket":"assets","Key":"pages.zip" """, waits: 2);

        var asked = JsonNode.Parse(amplify.Seen[0].Body)!;
        Assert.Equal(["POST /apps/d1/branches/dev/deployments/start", "GET /apps/d1/branches/dev/jobs/7", "GET /apps/d1/branches/dev/jobs/7"], amplify.Seen.Select(call => $"{call.Method} {call.Target}"));
        Assert.StartsWith("https://assets.s3.eu-west-1.amazonaws.com/pages.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&", (string?)asked["sourceUrl"], StringComparison.Ordinal);
        Assert.Equal("ZIP", (string?)asked["sourceUrlType"]);
        Assert.Equal(
            """{"Status":"SUCCESS","Reason":"","PhysicalResourceId":"d1/dev","StackId":"stack","RequestId":"request","LogicalResourceId":"Pages"}""",
            Assert.Single(cloudFormation.Answers));
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("CANCELLED")]
    public async Task A_publication_that_fails_fails_the_stack_with_a_sentence(string status)
    {
        amplify.Answers(Started(status));

        await PublishAsync("Update", ""","Bucket":"assets","Key":"pages.zip" """);

        Assert.Equal(("FAILED", $"Amplify's job 7 ended as {status}; the app d1 in the Amplify console says why."), Answer());
        Assert.Contains("\"level\":\"WARN\",\"event\":\"publication_failed\"", Encoding.UTF8.GetString(lines.ToArray()), StringComparison.Ordinal);
    }

    /// <summary>Until it has ended, Amplify refuses the next publication, which may be that of the stack's roll-back.</summary>
    [Theory]
    [InlineData("CANCELLED", "FAILED", "Amplify's job 7 was still RUNNING after 10 minutes, and has been stopped.")]
    [InlineData("SUCCEED", "SUCCESS", "")]
    public async Task A_publication_that_does_not_end_is_stopped_before_the_function_is(string end, string status, string reason)
    {
        amplify.Answers(Started("RUNNING")).Answers(Job("RUNNING")).Answers(Started("CANCELLING")).Answers(Job(end));

        var published = PublishAsync("Create", ""","Bucket":"assets","Key":"pages.zip" """);
        await Eventually.TrueAsync(() => clock.Waits.Count == 1, () => "Amplify is waited for");
        clock.Advance(TimeSpan.FromMinutes(11));
        await clock.PassAsync(TimeSpan.FromSeconds(3));
        await published;

        Assert.Equal("DELETE /apps/d1/branches/dev/jobs/7/stop", $"{amplify.Seen[2].Method} {amplify.Seen[2].Target}");
        Assert.Equal((status, reason), Answer());
    }

    [Fact]
    public async Task A_publication_that_cannot_be_stopped_is_told_with_the_reason()
    {
        amplify.Answers(Started("RUNNING")).Answers("""{"message":"Not now."}""", 400, "BadRequestException");
        clock.AutoAdvanceAmount = TimeSpan.FromMinutes(11);

        await PublishAsync("Create", ""","Bucket":"assets","Key":"pages.zip" """);

        Assert.Equal(("FAILED", "Amplify's job 7 was still RUNNING after 10 minutes, and could not be stopped: Not now."), Answer());
    }

    [Fact]
    public async Task What_AWS_refuses_is_told_and_not_waited_for()
    {
        amplify.Answers("""{"message":"App d1 not found."}""", 404, "NotFoundException");

        await PublishAsync("Create", ""","Bucket":"assets","Key":"pages.zip" """);

        Assert.Equal(("FAILED", "Amplify could not be told to publish the pages: App d1 not found."), Answer());
    }

    [Theory]
    [InlineData(200, """{"jobSummary":{"jobId":"7","status":"PENDING"}}""", null)]
    [InlineData(429, """{"message":"There is a pending build already."}""", "LimitExceededException")]
    public async Task A_repository_is_built_and_not_waited_for(int status, string body, string? error)
    {
        for (var call = 0; call < (status == 429 ? 3 : 1); call++) amplify.Answers(body, status, error);

        await PublishAsync("Update", "");

        Assert.Equal("""POST /apps/d1/branches/dev/jobs {"jobType":"RELEASE"}""", $"{amplify.Seen[0].Method} {amplify.Seen[0].Target} {amplify.Seen[0].Text}");
        Assert.Equal(("SUCCESS", ""), Answer());
    }

    [Fact]
    public async Task When_the_stack_goes_nothing_is_left_to_do()
    {
        await PublishAsync("Delete", ""","Bucket":"assets","Key":"pages.zip" """);

        Assert.Empty(amplify.Seen);
        Assert.Equal(("SUCCESS", ""), Answer());
    }

    /// <summary>Amazon S3 API reference, "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)", the example there.</summary>
    [Fact]
    public void An_address_is_signed_as_S3s_own_example_is()
    {
        var then = new FakeTimeProvider(new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero));
        var address = new SignedAddress(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1", "s3.amazonaws.com", then);

        Assert.Equal(
            "https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            address.Of("examplebucket", "test.txt", TimeSpan.FromDays(1)));
    }

    private static string Started(string status) => $$"""{"jobSummary":{{Summary.Replace("STATUS", status, StringComparison.Ordinal)}}}""";

    private static string Job(string status) => $$$"""{"job":{"summary":{{{Summary.Replace("STATUS", status, StringComparison.Ordinal)}}}}}""";

    private (string?, string?) Answer() => JsonNode.Parse(Assert.Single(cloudFormation.Answers)) is { } answer ? ((string?)answer["Status"], (string?)answer["Reason"]) : default;

    /// <param name="waits">How often Amplify is waited for.</param>
    private async Task PublishAsync(string type, string archive, int waits = 0)
    {
        var request = $$$"""
            {"RequestType":"{{{type}}}","ResponseURL":"https://cloudformation.example/answer?signed","StackId":"stack","RequestId":"request","LogicalResourceId":"Pages","ResourceType":"Custom::Pages",
             "PhysicalResourceId":"d1/dev","ResourceProperties":{"ServiceToken":"arn","ServiceTimeout":"900","Settings":"f00d","AppId":"d1","Branch":"dev"{{{archive}}}}}
            """;
        var publisher = new Publisher(client, new SignedAddress(AwsStub.Credentials, "eu-west-1", "s3.eu-west-1.amazonaws.com", clock), clock);
        using var http = new HttpClient(cloudFormation, disposeHandler: false);
        var published = new PublishFunction(publisher, http, new Log(lines, clock, "dev", "Publish")).HandleAsync(JsonSerializer.Deserialize(request, LambdaJson.Default.PublicationEvent)!);
        for (var wait = 0; wait < waits; wait++) await clock.PassAsync(TimeSpan.FromSeconds(3));
        await published;
    }

    private sealed class RecordingCloudFormation : HttpMessageHandler
    {
        public ConcurrentQueue<string> Answers { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("PUT https://cloudformation.example/answer?signed", $"{request.Method} {request.RequestUri}");
            Assert.Null(request.Content!.Headers.ContentType);
            Answers.Enqueue(await request.Content.ReadAsStringAsync(cancellationToken));
            return new HttpResponseMessage(HttpStatusCode.OK);
        }
    }
}
