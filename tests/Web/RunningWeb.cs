using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Web;
using Pennant.Local.Web.Paper;

namespace Pennant.Tests.Web;

/// <summary>The web host on a free port, with pages and functions of the test's own.</summary>
internal sealed class RunningWeb : IAsyncDisposable
{
    private readonly WebHost host;
    private readonly DirectoryInfo folder;

    private RunningWeb(CloudTemplate template, IPaper? paper)
    {
        folder = Directory.CreateTempSubdirectory("pennant-web-");
        WritePage("index.html", "<h1>Write</h1>");
        WritePage("message/index.html", "<h1>Follow</h1>");
        WritePage("404.html", "<h1>Nothing</h1>");
        WritePage("_next/static/a.js", "1");
        host = new WebHost(template, Functions, new Guard(template, Time), paper, new WebSettings(0, Path.Combine(folder.FullName, "out"), Logs), Time, NullLoggerFactory.Instance);
    }

    public RecordingFunctions Functions { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 14, 2, 11, 500, TimeSpan.Zero));

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public string Logs => Path.Combine(folder.FullName, "logs");

    public int Port => host.Port;

    public static async Task<RunningWeb> StartAsync(CloudTemplate? template = null, IPaper? paper = null)
    {
        var web = new RunningWeb(template ?? ApiTemplate.Of(), paper);
        await web.host.StartAsync(CancellationToken.None);
        web.Client.BaseAddress = new Uri($"http://localhost:{web.Port}");
        return web;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private void WritePage(string path, string text)
    {
        var file = new FileInfo(Path.Combine(folder.FullName, "out", path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, text);
    }
}
