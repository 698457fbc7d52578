using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Pennant.Tests.Functions;

/// <summary>A table of one message behind HTTPS, as far as one read sees it.</summary>
internal sealed class HttpsDynamo : IAsyncDisposable
{
    private const string Answer =
        """{"Item":{"id":{"S":""" + $"\"{Id}\"" +
        """},"printer":{"S":"kitchen"},"status":{"S":"QUEUED"},"created_at":{"S":"2026-11-23T20:00:00.000Z"},"expires_at":{"S":"2026-11-30T20:00:00.000Z"},"attempt":{"N":"0"},"round":{"N":"0"},"acks":{"M":{}}}}""";

    private readonly WebApplication server;

    private HttpsDynamo(WebApplication server)
    {
        this.server = server;
        server.MapPost("/", AnswerAsync);
    }

    /// <summary>The message that is there.</summary>
    public const string Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4";

    public Uri Address => new(server.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>Operation and trace of every request.</summary>
    public ConcurrentQueue<(string Operation, string? Trace)> Requests { get; } = new();

    public static async Task<HttpsDynamo> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.UseHttps(certificate)));
        var dynamo = new HttpsDynamo(builder.Build());
        await dynamo.server.StartAsync();
        return dynamo;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((context.Request.Headers["X-Amz-Target"].ToString(), context.Request.Headers["X-Amzn-Trace-Id"].FirstOrDefault()));
        await context.Request.Body.CopyToAsync(Stream.Null);
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(Answer);
    }
}
