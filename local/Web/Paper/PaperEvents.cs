using System.Text.Json;
using System.Threading.Channels;

namespace Pennant.Local.Web.Paper;

/// <summary>The whole state at once and after every change, as server-sent events; changes in quick succession become one event.</summary>
internal sealed class PaperEvents(IPaper paper, TimeProvider clock, Func<PaperState> state)
{
    /// <summary>Paper that moves changes a thousand times a second; nobody sees more pictures than this.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>A reader that hears nothing for three of these knows that the line is dead.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public async Task SendAsync(HttpContext http, CancellationToken stopping)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var hasChanged = 0;
        void OnChanged()
        {
            Interlocked.Exchange(ref hasChanged, 1);
            changes.Writer.TryWrite(true);
        }
        paper.Changed += OnChanged;
        await using var beat = clock.CreateTimer(_ => changes.Writer.TryWrite(true), null, Heartbeat, Heartbeat);
        try
        {
            http.Response.ContentType = "text/event-stream";
            http.Response.Headers.CacheControl = "no-store";
            await SendStateAsync(http, end.Token);
            await foreach (var _ in changes.Reader.ReadAllAsync(end.Token))
            {
                if (Interlocked.Exchange(ref hasChanged, 0) == 0)
                {
                    await SendAsync(http, "event: beat\ndata: {}\n\n", end.Token);
                    continue;
                }
                await SendStateAsync(http, end.Token);
                await Task.Delay(Pace, clock, end.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            http.Abort();
        }
        finally
        {
            paper.Changed -= OnChanged;
        }
    }

    private Task SendStateAsync(HttpContext http, CancellationToken cancellation) =>
        SendAsync(http, $"data: {JsonSerializer.Serialize(state(), PaperJson.Default.PaperState)}\n\n", cancellation);

    private static async Task SendAsync(HttpContext http, string text, CancellationToken cancellation)
    {
        await http.Response.WriteAsync(text, cancellation);
        await http.Response.Body.FlushAsync(cancellation);
    }
}
