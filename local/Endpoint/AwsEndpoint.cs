using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pennant.Local.Endpoint.Access;

namespace Pennant.Local.Endpoint;

/// <summary>The one address at which every AWS service of the local product answers real SDKs and the AWS CLI. Only loopback, only HTTP/1.1.</summary>
/// <remarks>A request goes to the service that it is signed for, if its signature is right and whoever signed it may make this call.</remarks>
internal sealed class AwsEndpoint(Guard guard, ILoggerFactory logs) : IAsyncDisposable
{
    private const int LargestBody = 17 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, IAwsService> services = new();
    private readonly ConcurrentDictionary<string, RequestDelegate> open = new();
    private readonly ILogger log = logs.CreateLogger<AwsEndpoint>();
    private WebApplication? web;

    /// <summary>The port in use; known once started.</summary>
    public int Port { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>May be called before and after the start.</summary>
    public void Add(IAwsService service)
    {
        foreach (var name in service.SigningNames) services[name] = service;
    }

    /// <summary>Lets anyone GET one exact path without a signature.</summary>
    public void AddOpen(string path, RequestDelegate answer) => open[path] = answer;

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(int port, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(logs);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = LargestBody;
            options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        web = builder.Build();
        web.Run(AnswerAsync);
        await web.StartAsync(cancellation);
        Port = new Uri(web.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (web is not null) await web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (HttpMethods.IsGet(request.Method) && open.TryGetValue(request.Path, out var answer))
        {
            await answer(context);
            return;
        }
        var name = SigningName.Of(request);
        try
        {
            await HandleAsync(Service(name), name!, context);
        }
        catch (AwsException refusal)
        {
            await ErrorAnswer.WriteAsync(context, name, refusal);
        }
        catch (Exception error) when (!context.RequestAborted.IsCancellationRequested)
        {
            log.LogError(error, "{Method} {Path} for {Service} failed", request.Method, request.Path, name);
            await ErrorAnswer.WriteAsync(context, name, new AwsException(ErrorAnswer.InternalError(name), "An error occurred on the server side.", 500));
        }
    }

    /// <summary>The signature is over the body too, so the body is read before anything is believed.</summary>
    private async Task HandleAsync(IAwsService service, string name, HttpContext context)
    {
        var body = await AwsJson.ReadAsync(context.Request);
        context.Features.Set(guard.Admit(context.Request, name, body));
        using var again = new MemoryStream(body.ToArray(), writable: false);
        context.Request.Body = again;
        await service.HandleAsync(context);
    }

    private IAwsService Service(string? name)
    {
        if (name is null) throw new AwsException("MissingAuthenticationTokenException", "Request is missing Authentication Token", 403);
        return services.TryGetValue(name, out var service) ? service
            : throw new AwsException("UnknownOperationException", $"The local endpoint has no service that requests are signed for as \"{name}\".", 404);
    }
}
