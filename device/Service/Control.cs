using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pennant.Contract;
using Pennant.Device.Printing;

namespace Pennant.Device.Service;

/// <summary>What another command of this machine asks of the running device: one line of JSON, answered with one.</summary>
/// <param name="WidthDots">Of the calibration slip; absent takes the printer's.</param>
internal sealed record ControlRequest(int? WidthDots = null);

/// <param name="Hold">Why nothing was printed.</param>
/// <param name="Evidence">The printer's word.</param>
/// <param name="Detail">Why there is none.</param>
internal sealed record ControlAnswer(string? Hold = null, Evidence? Evidence = null, string? Detail = null)
{
    public static ControlAnswer Of(SlipOutcome slip) => new(slip.Hold, slip.Outcome?.Evidence, slip.Outcome?.Detail);
}

/// <summary>The other command's end of the socket.</summary>
internal static class Control
{
    public const string Name = "control";

    /// <exception cref="SocketException">Nobody listens there, or not to this user.</exception>
    /// <exception cref="IOException">The device ended before it answered.</exception>
    public static async Task<ControlAnswer> AskAsync(string path, ControlRequest request, CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(request, ControlJson.Default.ControlRequest) + "\n"), ct);
        using var reader = new StreamReader(stream);
        var line = await reader.ReadLineAsync(ct) ?? throw new IOException("the device ended before it answered");
        return JsonSerializer.Deserialize(line, ControlJson.Default.ControlAnswer) ?? throw new IOException("the device said nothing");
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ControlRequest))]
[JsonSerializable(typeof(ControlAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
