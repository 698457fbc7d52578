using System.Net;
using System.Net.Sockets;

namespace Pennant.Tests.Device.Links;

/// <summary>The network between device and broker.</summary>
internal sealed class Proxy : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly Lock gate = new();
    private readonly List<Socket> open = [];
    private readonly List<Task> pumps = [];
    private readonly Task accepting;

    public Proxy(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Takes connections and bytes and delivers nothing, in either direction.</summary>
    public bool IsBlackHole { get; set; }

    /// <summary>Every connection ends as if the other host had crashed.</summary>
    public void Reset()
    {
        lock (gate)
        {
            foreach (var socket in open)
            {
                socket.LingerState = new LingerOption(true, 0);
                socket.Dispose();
            }
            open.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Dispose();
        Reset();
        await accepting;
        await Task.WhenAll(pumps);
        closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var device = await listener.AcceptSocketAsync(closing.Token);
                var broker = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await broker.ConnectAsync(IPAddress.Loopback, target, closing.Token);
                lock (gate) open.AddRange([device, broker]);
                pumps.Add(PumpAsync(device, broker));
                pumps.Add(PumpAsync(broker, device));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, closing.Token) is > 0 and var count)
                if (!IsBlackHole) await to.SendAsync(buffer.AsMemory(0, count), closing.Token);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }
}
