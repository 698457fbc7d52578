using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;
using Pennant.Local.Setup;
using Pennant.Local.Web.Gateway;
using Pennant.Local.Web.Paper;

namespace Pennant.Local.Web;

/// <summary>What a browser sees of the local product: the pages at <c>/</c>, the API of the template at <c>/api</c>, the virtual printer at <c>/paper</c>. On loopback only.</summary>
public sealed class WebHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ApiGateway gateway;
    private readonly int wantedPort;

    /// <param name="guard">Lets the gateway call those functions whose policies allow it.</param>
    /// <param name="paper">Null when there is no virtual printer; <c>/paper</c> then does not exist.</param>
    /// <exception cref="TemplateException">The template's API uses something that is not emulated here.</exception>
    internal WebHost(CloudTemplate template, IFunctions functions, Guard guard, IPaper? paper, WebSettings settings, TimeProvider time, ILoggerFactory loggers)
    {
        wantedPort = settings.Port;
        gateway = new ApiGateway(template, functions, guard, settings.Logs, time, loggers.CreateLogger<ApiGateway>());
        var builder = LoopbackApp.CreateBuilder(settings.Port, loggers);
        app = builder.Build();
        app.UseHostFiltering();
        Pages.Serve(app, settings.Pages);
        app.Map("/api/{**path}", http => gateway.HandleAsync(http, http.Request.Path.Value!["/api".Length..]));
        if (paper is not null) new PaperPage(paper, time).Map(app, app.Lifetime.ApplicationStopping);
    }

    /// <summary>Known once started.</summary>
    public int Port { get; private set; }

    /// <exception cref="SetupException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellation) => Port = await LoopbackApp.StartAsync(app, wantedPort, "--port", cancellation);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        gateway.Dispose();
    }
}
