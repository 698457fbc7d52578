using System.Net.Sockets;

namespace Pennant.Device.Printing.Transports;

/// <summary>A network printer.</summary>
internal static class TcpTransport
{
    /// <summary>A printer that lost its power says nothing more: it is missed after so many seconds, of which the last ones are three questions.</summary>
    private const int SilentSeconds = 15, AskAgainSeconds = 5, Questions = 3;

    /// <summary>What waits here keeps a status request waiting too, and counts as sent: little of it.</summary>
    private const int WaitingBytes = 16 * 1024;

    /// <exception cref="SocketException">The printer cannot be reached.</exception>
    public static async Task<Stream> OpenAsync(TcpAddress printer, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = WaitingBytes };
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilentSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, AskAgainSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Questions);
            await socket.ConnectAsync(printer.Host, printer.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
