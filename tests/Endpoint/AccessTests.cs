using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.IotData;
using Amazon.IotData.Model;
using Amazon.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iam;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Endpoint;

/// <summary>Nobody gets past the endpoint without being known and being allowed, and each is told so as the service would.</summary>
public sealed class AccessTests : IAsyncLifetime, IAsyncDisposable
{
    private const string Role = "arn:aws:iam::000000000000:role/reader";
    private static readonly HttpClient Http = new();
    private readonly Guard guard = new(new CloudTemplate([TestRole.Of("reader",
        """{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"arn:aws:dynamodb:us-east-1:000000000000:table/messages"}, {"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/pennant/*/jobs"}""")]), TimeProvider.System);

    private AwsEndpoint endpoint = null!;
    private Credentials reader = null!;

    public async Task InitializeAsync()
    {
        endpoint = new AwsEndpoint(guard, NullLoggerFactory.Instance);
        endpoint.Add(new Willing(["dynamodb", "states", "iot", "iotdata", "lambda", "sns", "s3", "sts"]));
        await endpoint.StartAsync(0, CancellationToken.None);
        reader = guard.Authority.Issue(guard.Authority.Assume(Role, "lambda.amazonaws.com", "pennant-reader-dev"));
    }

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    async Task IAsyncLifetime.DisposeAsync() => await DisposeAsync();

    [Theory]
    [InlineData("dynamodb", HttpStatusCode.BadRequest, "UnrecognizedClientException")]
    [InlineData("iot", HttpStatusCode.Forbidden, "UnrecognizedClientException")]
    [InlineData("sns", HttpStatusCode.Forbidden, "InvalidClientTokenId")]
    [InlineData("s3", HttpStatusCode.Forbidden, "InvalidAccessKeyId")]
    public async Task A_key_that_nobody_was_given_is_nobodys(string service, HttpStatusCode status, string code) =>
        await RefusedAsync(await Request(service).SignAsync(service, "AKIDEXAMPLE"), status, code);

    [Theory]
    [InlineData("dynamodb", HttpStatusCode.BadRequest, "InvalidSignatureException")]
    [InlineData("iot", HttpStatusCode.Forbidden, "InvalidSignatureException")]
    [InlineData("sns", HttpStatusCode.Forbidden, "SignatureDoesNotMatch")]
    [InlineData("s3", HttpStatusCode.Forbidden, "SignatureDoesNotMatch")]
    public async Task A_wrong_secret_is_found_out(string service, HttpStatusCode status, string code) =>
        await RefusedAsync(await Request(service).SignAsync(service, secret: "guessed"), status, code);

    [Theory]
    [InlineData("dynamodb", "InvalidSignatureException")]
    [InlineData("s3", "RequestTimeTooSkewed")]
    public async Task A_request_of_yesterday_is_refused(string service, string code) =>
        await RefusedAsync(await Request(service).SignAsync(service, at: TimeProvider.System.GetUtcNow().AddDays(-1)), service == "s3" ? HttpStatusCode.Forbidden : HttpStatusCode.BadRequest, code);

    [Theory]
    [InlineData("dynamodb", 4, true)]
    [InlineData("dynamodb", 6, false)]
    [InlineData("dynamodb", -6, false)]
    [InlineData("iot", 6, false)]
    [InlineData("sts", 14, true)]
    [InlineData("sts", 16, false)]
    [InlineData("s3", 14, true)]
    [InlineData("s3", -14, true)]
    [InlineData("s3", 16, false)]
    public async Task A_clock_may_be_off_as_far_as_the_service_allows(string service, int minutesLate, bool isTaken)
    {
        using var answer = await Http.SendAsync(await Request(service).SignAsync(service, at: TimeProvider.System.GetUtcNow().AddMinutes(-minutesLate)));

        Assert.True(isTaken == answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("dynamodb", HttpStatusCode.BadRequest, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")]
    [InlineData("s3", HttpStatusCode.Forbidden, "There were headers present in the request which were not signed")]
    public async Task A_signature_that_leaves_out_for_which_host_it_is_does_not_count(string service, HttpStatusCode status, string words) =>
        await RefusedAsync(await Request(service).SignAsync(service, without: "host"), status, words);

    [Fact]
    public async Task S3_takes_no_header_of_AWSs_own_that_is_not_signed()
    {
        var request = await Request("s3").SignAsync("s3");
        request.Headers.Add("x-amz-acl", "public-read");

        await RefusedAsync(request, HttpStatusCode.Forbidden, "There were headers present in the request which were not signed");
    }

    [Fact]
    public async Task A_signature_in_the_address_is_not_known_here()
    {
        var signed = "/letters/a?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=local%2F20261124%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20261124T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0";

        await RefusedAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint.Address, signed)), HttpStatusCode.Forbidden, "MissingAuthenticationTokenException");
    }

    [Fact]
    public async Task A_body_that_was_changed_on_the_way_is_found_out()
    {
        var request = await Request("dynamodb").SignAsync("dynamodb");
        request.Content = new StringContent("""{"TableName":"other"}""");

        await RefusedAsync(request, HttpStatusCode.BadRequest, "InvalidSignatureException");
    }

    [Fact]
    public async Task Temporary_credentials_count_only_with_their_token()
    {
        await RefusedAsync(await Request("dynamodb").SignAsync("dynamodb", reader.AccessKeyId, reader.SecretAccessKey), HttpStatusCode.BadRequest, "UnrecognizedClientException");
        await RefusedAsync(await Request("dynamodb").SignAsync("dynamodb", reader.AccessKeyId, reader.SecretAccessKey, "another"), HttpStatusCode.BadRequest, "UnrecognizedClientException");
        Assert.Equal(HttpStatusCode.OK, (await Http.SendAsync(await Request("dynamodb").SignAsync("dynamodb", reader.AccessKeyId, reader.SecretAccessKey, reader.SessionToken))).StatusCode);
    }

    [Fact]
    public async Task A_signature_for_another_region_does_not_count_here() =>
        await RefusedAsync(await Request("dynamodb").SignAsync("dynamodb", region: "eu-west-1"), HttpStatusCode.BadRequest, "Credential should be scoped to a valid region");

    [Theory]
    [InlineData("dynamodb", HttpStatusCode.BadRequest, "AccessDeniedException", "dynamodb:PutItem on resource: arn:aws:dynamodb:us-east-1:000000000000:table/messages because no identity-based policy allows the dynamodb:PutItem action")]
    [InlineData("states", HttpStatusCode.BadRequest, "AccessDeniedException", "states:StartExecution on resource: arn:aws:states:us-east-1:000000000000:stateMachine:m because")]
    [InlineData("iot", HttpStatusCode.Forbidden, "AccessDeniedException", "iot:DescribeThing on resource: arn:aws:iot:us-east-1:000000000000:thing/kitchen because")]
    [InlineData("iotdata", HttpStatusCode.Forbidden, "ForbiddenException", "Forbidden")]
    [InlineData("lambda", HttpStatusCode.Forbidden, "AccessDeniedException", "lambda:InvokeFunction on resource: arn:aws:lambda:us-east-1:000000000000:function:f because")]
    [InlineData("sns", HttpStatusCode.Forbidden, "AuthorizationError", "SNS:Publish on resource: arn:aws:sns:us-east-1:000000000000:notices because")]
    [InlineData("s3", HttpStatusCode.Forbidden, "AccessDenied", "s3:GetObject on resource: arn:aws:s3:::letters/a because")]
    public async Task Who_may_not_is_told_so_as_the_service_tells_it(string service, HttpStatusCode status, string code, string words)
    {
        var request = Request(service, service == "dynamodb" ? "PutItem" : null);

        var text = await RefusedAsync(await request.SignAsync(service, reader.AccessKeyId, reader.SecretAccessKey, reader.SessionToken), status, code);

        Assert.Contains(words, text, StringComparison.Ordinal);
        if (service != "iotdata") Assert.Contains("User: arn:aws:sts::000000000000:assumed-role/reader/pennant-reader-dev is not authorized to perform:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_of_which_nobody_knows_who_may_call_it_is_called_by_nobody() =>
        await RefusedAsync(await Request("dynamodb", "CreateTable").SignAsync("dynamodb"), HttpStatusCode.NotFound, "has no CreateTable of which it is known who may call it");

    [Fact]
    public async Task The_real_clients_signatures_are_right_and_their_refusals_have_the_real_types()
    {
        var credentials = new SessionAWSCredentials(reader.AccessKeyId, reader.SecretAccessKey, reader.SessionToken);
        using var things = new AmazonIotDataClient(credentials, new AmazonIotDataConfig { ServiceURL = endpoint.Address.ToString(), AuthenticationRegion = "us-east-1" });
        using var table = new AmazonDynamoDBClient(credentials, new AmazonDynamoDBConfig { ServiceURL = endpoint.Address.ToString(), AuthenticationRegion = "us-east-1" });

        await things.PublishAsync(new PublishRequest { Topic = "pennant/kitchen/jobs", Qos = 1, Payload = new MemoryStream(Encoding.UTF8.GetBytes("grüße 🎉")) });
        await table.GetItemAsync("messages", new() { ["id"] = new("x") });
        var published = await Assert.ThrowsAsync<ForbiddenException>(() => things.PublishAsync(new PublishRequest { Topic = "pennant/kitchen/control", Payload = new MemoryStream() }));
        var deleted = await Assert.ThrowsAsync<AmazonDynamoDBException>(() => table.DeleteItemAsync("messages", new() { ["id"] = new("x") }));

        Assert.Equal((HttpStatusCode.Forbidden, "ForbiddenException"), (published.StatusCode, published.ErrorCode));
        Assert.Equal((HttpStatusCode.BadRequest, "AccessDeniedException"), (deleted.StatusCode, deleted.ErrorCode));
    }

    [Fact]
    public async Task Everyone_may_ask_who_they_are()
    {
        var answer = await Http.SendAsync(await Request("sts").SignAsync("sts", reader.AccessKeyId, reader.SecretAccessKey, reader.SessionToken));

        Assert.Equal("arn:aws:sts::000000000000:assumed-role/reader/pennant-reader-dev", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<string> RefusedAsync(HttpRequestMessage request, HttpStatusCode status, string words)
    {
        using var answer = await Http.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()).Replace("\\u0027", "'", StringComparison.Ordinal);
        Assert.True(answer.StatusCode == status && text.Contains(words, StringComparison.Ordinal), $"{answer.StatusCode} {text}");
        return text;
    }

    private HttpRequestMessage Request(string service, string? operation = null)
    {
        HttpRequestMessage Make(HttpMethod method, string path, HttpContent? content = null) => new(method, new Uri(endpoint.Address, path)) { Content = content };
        HttpRequestMessage Json(string target, JsonObject body)
        {
            var request = Make(HttpMethod.Post, "/", new StringContent(body.ToJsonString()));
            request.Headers.Add("X-Amz-Target", target);
            return request;
        }
        return service switch
        {
            "dynamodb" => Json($"DynamoDB_20120810.{operation ?? "GetItem"}", new JsonObject { ["TableName"] = "messages" }),
            "states" => Json("AWSStepFunctions.StartExecution", new JsonObject { ["stateMachineArn"] = "arn:aws:states:us-east-1:000000000000:stateMachine:m" }),
            "iot" => Make(HttpMethod.Get, "/things/kitchen"),
            "iotdata" => Make(HttpMethod.Post, "/topics/pennant%2Fkitchen%2Fcontrol?qos=1"),
            "lambda" => Make(HttpMethod.Post, "/2015-03-31/functions/f/invocations"),
            "sns" => Make(HttpMethod.Post, "/", new FormUrlEncodedContent([new("Action", "Publish"), new("TopicArn", "arn:aws:sns:us-east-1:000000000000:notices")])),
            "sts" => Make(HttpMethod.Post, "/", new FormUrlEncodedContent([new("Action", "GetCallerIdentity")])),
            _ => Make(HttpMethod.Get, "/letters/a"),
        };
    }

    /// <summary>Does what it is asked: here, nothing but to say who asked.</summary>
    private sealed class Willing(string[] names) : IAwsService
    {
        public IReadOnlyCollection<string> SigningNames => names;

        public Task HandleAsync(HttpContext context) => context.Response.WriteAsync(context.Request.Headers.ContainsKey("X-Amz-Target") ? "{}" : context.Features.Get<Caller>()!.Arn);
    }
}
