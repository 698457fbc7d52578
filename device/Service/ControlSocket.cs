using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Device.Printing;
using Pennant.Receipts;

namespace Pennant.Device.Service;

/// <summary>Where other commands of this machine ask the running device for a test slip. A file mode keeps everybody out but root and the device's own user.</summary>
internal sealed class ControlSocket(string path, LocalCopies wishes, ILogger<ControlSocket> log) : BackgroundService
{
    private const int LongestLine = 1024;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var socket = Listen();
            while (true) await ServeAsync(await socket.AcceptAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or SocketException or UnauthorizedAccessException or ArgumentException)
        {
            log.LogWarning("test slips cannot be asked for: {Reason}", e.Message); // printing does not depend on it
        }
    }

    /// <summary>The socket gets its name when it has its mode.</summary>
    private Socket Listen()
    {
        var unnamed = $"{path}.new";
        File.Delete(unnamed);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(unnamed));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(unnamed, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        socket.Listen();
        File.Move(unnamed, path, overwrite: true);
        return socket;
    }

    /// <summary>One after the other: there is one printer.</summary>
    private async Task ServeAsync(Socket client, CancellationToken ct)
    {
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: true);
            if (await ReadAsync(stream, ct) is not { } request) return;
            var slip = new LocalSlip(request.WidthDots);
            wishes.Wish(slip);
            var answer = ControlAnswer.Of(await slip.Outcome.WaitAsync(ct));
            await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer, ControlJson.Default.ControlAnswer) + "\n"), ct);
        }
        catch (IOException e)
        {
            log.LogDebug("whoever asked for a test slip has gone: {Reason}", e.Message);
        }
    }

    /// <returns>Null when it is nothing that can be done.</returns>
    private static async Task<ControlRequest?> ReadAsync(NetworkStream stream, CancellationToken ct)
    {
        var buffer = new byte[LongestLine];
        var count = 0;
        while (count < buffer.Length && Array.IndexOf(buffer, (byte)'\n', 0, count) < 0)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(count), ct);
            if (read == 0) return null;
            count += read;
        }
        try
        {
            var request = JsonSerializer.Deserialize(buffer.AsSpan(0, count), ControlJson.Default.ControlRequest);
            return request is { WidthDots: { } width } && !PrinterProfile.IsKnown(width) ? null : request;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
