using System.Net;
using System.Net.Sockets;

namespace Pennant.Local.Printer.Wire;

/// <summary>The printer's network socket. It takes one host at a time, as the real ones do: others wait until that one has gone.</summary>
internal sealed class NetworkPort(PrinterSettings settings, Replies replies, InputFaults faults, TimeProvider clock, ILogger log) : IDisposable
{
    private CancellationTokenSource cable = new();
    private Task serving = Task.CompletedTask;
    private TcpListener? listener;
    private volatile string? host;

    /// <summary>A host came or went.</summary>
    public event Action? HostChanged;

    /// <summary>Bytes to be obeyed, in the order in which the hosts came.</summary>
    public Action<CommandStream> Began { get; set; } = _ => { };

    public Action<RealTimeRequest> Requested { get; set; } = _ => { };

    /// <summary>The one that was asked for, or the free one that was found at the first start.</summary>
    public int Number { get; private set; }

    public bool IsPlugged { get; private set; }

    /// <summary>Who is connected; null when nobody is.</summary>
    public string? Host => host;

    /// <exception cref="SocketException">The port is taken.</exception>
    public void Connect()
    {
        listener = new TcpListener(settings.Address, Number == 0 ? settings.Port : Number);
        listener.Start();
        Number = ((IPEndPoint)listener.LocalEndpoint).Port;
        cable = new CancellationTokenSource();
        serving = ServeAsync(listener, cable.Token);
        IsPlugged = true;
    }

    public async Task DisconnectAsync()
    {
        if (!IsPlugged) return;
        IsPlugged = false;
        await cable.CancelAsync();
        await serving;
        listener!.Dispose();
    }

    public void Dispose()
    {
        listener?.Dispose();
        cable.Dispose();
    }

    private async Task ServeAsync(TcpListener hosts, CancellationToken unplugged)
    {
        while (!unplugged.IsCancellationRequested)
        {
            try
            {
                var socket = await hosts.AcceptSocketAsync(unplugged);
                await using var connection = new PrinterConnection(socket, settings.BufferBytes, faults, clock) { Began = Began, Requested = Requested };
                replies.Listener = connection.Answer;
                Announce($"{socket.RemoteEndPoint}");
                await connection.RunAsync(unplugged);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
                log.LogDebug("The virtual printer lost a host: {Reason}", e.Message);
            }
            replies.Listener = null;
            Announce(null);
        }
    }

    private void Announce(string? now)
    {
        host = now;
        HostChanged?.Invoke();
    }
}
