using System.Net.Sockets;
using System.Text;

namespace Pennant.Tests.Device.Service;

/// <summary>systemd's end of the notify protocol: a datagram socket that writes down what a service says.</summary>
internal sealed class NotifySocket : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-notify-").FullName;
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly CancellationTokenSource closing = new();
    private readonly Task reading;

    public NotifySocket()
    {
        socket.Bind(new UnixDomainSocketEndPoint(Address));
        reading = Task.Run(ReadAsync);
    }

    /// <summary>For <c>NOTIFY_SOCKET</c>.</summary>
    public string Address => Path.Combine(folder, "notify");

    public Recorder<string> Said { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await reading;
        socket.Dispose();
        closing.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer, closing.Token);
                foreach (var line in Encoding.UTF8.GetString(buffer, 0, count).Split('\n', StringSplitOptions.RemoveEmptyEntries)) Said.Add(line);
            }
        }
        catch (OperationCanceledException)
        {
            return;
        }
    }
}
