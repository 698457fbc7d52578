using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>An AWS account, as far as the CDK's command sees it: who one is, what <c>cdk bootstrap</c> made, the bucket for assets, and CloudFormation.</summary>
/// <remarks>Also the proxy to everything else, to which it lets nobody: what is asked of others is noted.</remarks>
internal sealed class AwsAccount : IAsyncDisposable
{
    public const string Id = CloudTemplate.Account;

    /// <summary>The key of the one who owns the account.</summary>
    public const string Owner = "AKIAOWNER";

    private readonly WebApplication server;
    private readonly StackService service;

    private AwsAccount(WebApplication server, string? bootstrapVersion)
    {
        (this.server, Bootstrap) = (server, new Bootstrap(bootstrapVersion));
        Bucket = new StagingBucket(Bootstrap);
        Stacks = new StackLedger(Bucket);
        service = new StackService(Bootstrap, Bucket, Stacks);
        server.Run(AnswerAsync);
    }

    public Bootstrap Bootstrap { get; }

    public StagingBucket Bucket { get; }

    public StackLedger Stacks { get; }

    public string Address => server.Urls.Single();

    /// <summary>What was asked that this account does not know, or that nobody but AWS should be asked.</summary>
    public ConcurrentQueue<string> Strange { get; } = [];

    /// <summary>Who asked for what: <c>caller service</c>.</summary>
    public ConcurrentDictionary<string, int> Callers { get; } = [];

    /// <param name="bootstrapVersion">What <c>cdk bootstrap</c> left; null for nothing at all.</param>
    public static async Task<AwsAccount> OpenAsync(string? bootstrapVersion = "21")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var account = new AwsAccount(builder.Build(), bootstrapVersion);
        await account.server.StartAsync();
        return account;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var call = await AwsCall.ReadAsync(context.Request);
        if (call is not null) Callers.AddOrUpdate($"{call.Caller} {call.Service}", 1, (_, count) => count + 1);
        var answer = call is null ? null : Answer(call);
        if (answer is null) Strange.Enqueue(call is null ? $"{context.Request.Method} {context.Request.Host}{context.Request.Path}" : $"{call.Service}: {call.Action}");
        context.Response.StatusCode = answer?.Status ?? 400;
        context.Response.ContentType = call?.Service == "ssm" ? "application/x-amz-json-1.1" : "text/xml";
        if (answer?.Tag is { } tag) context.Response.Headers.ETag = $"\"{tag}\"";
        await context.Response.WriteAsync(answer?.Text ?? "");
    }

    private AwsAnswer? Answer(AwsCall call)
    {
        try
        {
            return call.Service switch
            {
                "sts" or "ssm" => Bootstrap.Answer(call),
                "s3" => Bucket.Answer(call),
                "cloudformation" => service.Answer(call),
                _ => null,
            };
        }
        catch (AwsRefusal refused)
        {
            return new AwsAnswer(refused.Status, Text(call.Service, refused));
        }
        catch (Exception surprise)
        {
            // Not a server's error, or the command would try again for minutes.
            Strange.Enqueue($"{call.Service}: {call.Action}: {surprise}");
            return new AwsAnswer(400, Text(call.Service, new AwsRefusal("InternalFailure", surprise.Message)));
        }
    }

    private static string Text(string service, AwsRefusal refused)
    {
        if (service == "ssm") return new JsonObject { ["__type"] = refused.Code, ["message"] = refused.Message }.ToJsonString();
        var error = new XElement("Error", new XElement("Type", "Sender"), new XElement("Code", refused.Code), new XElement("Message", refused.Message));
        return (service == "s3" ? error : new XElement("ErrorResponse", error)).ToString();
    }
}
