using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Services;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Endpoint;

/// <summary>The small services, each as far as the product needs it, over their real wire formats.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:notices";

    private static readonly HttpClient Http = new();

    private readonly string data = Directory.CreateTempSubdirectory("services").FullName;

    private readonly CloudTemplate template = new([
        new("s", "Bucket", "AWS::S3::Bucket", "letters", "arn:aws:s3:::letters", []),
        new("s", "Topic", "AWS::SNS::Topic", Topic, Topic, []),
        new("s", "Parameter", "AWS::SSM::Parameter", "/pennant/x", "arn:aws:ssm:us-east-1:000000000000:parameter/pennant/x", new JsonObject { ["Type"] = "String", ["Value"] = "forty-two" })]);

    private AwsEndpoint Local { get; set; } = null!;

    public async Task InitializeAsync()
    {
        Local = new AwsEndpoint(TestRole.Guard(), NullLoggerFactory.Instance);
        Local.Add(new S3Service(template, Path.Combine(data, "s3")));
        Local.Add(new SnsService(template, data, TimeProvider.System));
        Local.Add(new SsmService(template));
        Local.Add(new StsService());
        await Local.StartAsync(0, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Local.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task An_object_put_into_a_bucket_is_listed_and_read_back()
    {
        await SendAsync("s3", HttpMethod.Put, "/letters/a/b.json", new StringContent("{}"));

        var list = await (await SendAsync("s3", HttpMethod.Get, "/letters?list-type=2&prefix=a%2F")).Content.ReadAsStringAsync();
        var content = await (await SendAsync("s3", HttpMethod.Get, "/letters/a/b.json")).Content.ReadAsStringAsync();
        var head = await SendAsync("s3", HttpMethod.Head, "/letters/a/b.json");

        Assert.Contains("<Key>a/b.json</Key>", list, StringComparison.Ordinal);
        Assert.Equal("{}", content);
        Assert.Equal(2, head.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task The_buckets_of_the_template_are_listed()
    {
        var list = await (await SendAsync("s3", HttpMethod.Get, "/")).Content.ReadAsStringAsync();

        Assert.Contains("<Bucket><Name>letters</Name>", list, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/letters/none", "NoSuchKey")]
    [InlineData("/nobody/none", "NoSuchBucket")]
    public async Task What_is_not_in_a_bucket_is_not_read(string path, string code)
    {
        var answer = await SendAsync("s3", HttpMethod.Get, path);

        Assert.Contains($"<Code>{code}</Code>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_does_not_lead_out_of_its_bucket()
    {
        var refusal = await Assert.ThrowsAsync<AwsException>(() => new S3Service(template, data).CallAsync("GetObject", new JsonObject { ["Bucket"] = "letters", ["Key"] = "../notices.log" }, CancellationToken.None));

        Assert.Equal("KeyNotAllowed", refusal.Code);
    }

    [Fact]
    public async Task A_published_notice_is_a_line_of_the_log_and_has_an_id()
    {
        var answer = await PostAsync("sns", ("Action", "Publish"), ("TopicArn", Topic), ("Message", "paper is out"));

        var line = JsonNode.Parse(File.ReadAllLines(Path.Combine(data, "notices.log")).Single())!;
        Assert.Equal((Topic, "paper is out"), ((string?)line["TopicArn"], (string?)line["Message"]));
        Assert.Contains($"<MessageId>{line["MessageId"]}</MessageId>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_topic_that_is_not_in_the_template_does_not_exist()
    {
        var answer = await PostAsync("sns", ("Action", "Publish"), ("TopicArn", Topic + "x"), ("Message", "hello"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_owner_is_the_local_account()
    {
        var answer = await PostAsync("sts", ("Action", "GetCallerIdentity"));

        Assert.Contains("<Account>000000000000</Account>", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_has_the_template_s_value()
    {
        var answer = await SendAsync("ssm", HttpMethod.Post, "/", new StringContent("""{"Name":"/pennant/x"}"""), "AmazonSSM.GetParameter");

        Assert.Equal("forty-two", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["Parameter"]!["Value"]);
    }

    private Task<HttpResponseMessage> PostAsync(string service, params (string Name, string Value)[] form) =>
        SendAsync(service, HttpMethod.Post, "/", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private async Task<HttpResponseMessage> SendAsync(string service, HttpMethod method, string path, HttpContent? content = null, string? target = null)
    {
        var request = new HttpRequestMessage(method, new Uri(Local.Address, path)) { Content = content };
        if (target is not null) request.Headers.Add("X-Amz-Target", target);
        return await Http.SendAsync(await request.SignAsync(service));
    }
}
