using System.Text.Json;
using System.Text.Json.Serialization;
using Pennant.Contract;

namespace Pennant.Device.Status;

/// <summary>What the running device does now, as it tells it to the other commands of this machine.</summary>
internal sealed record DeviceStatus
{
    public required string Name { get; init; }
    /// <summary>Of the running program.</summary>
    public required int Pid { get; init; }
    /// <summary>Which process that was; see <see cref="ProcessMark"/>.</summary>
    public required string Mark { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>When anything was different last.</summary>
    public required DateTimeOffset ChangedAt { get; init; }
    /// <summary><c>host:port</c> of the broker.</summary>
    public required string Endpoint { get; init; }
    public required bool IsConnected { get; init; }
    /// <summary>One of <see cref="Connection.LinkCode"/>.</summary>
    public string? ConnectionCode { get; init; }
    /// <summary>Why there is no connection, or what was wrong with the last one; absent when nothing is known to be wrong.</summary>
    public string? ConnectionProblem { get; init; }
    public required string PrinterUrl { get; init; }
    /// <summary>Folder of the journal.</summary>
    public required string Data { get; init; }
    /// <summary>Socket on which <see cref="Service.Control"/> may be asked.</summary>
    public string? Control { get; init; }
    /// <summary>The same as in the shadow.</summary>
    public required ReportedShadow Reported { get; init; }

    /// <returns>Null when the text is no status.</returns>
    public static DeviceStatus? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DeviceStatusJson.Default.DeviceStatus);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, DeviceStatusJson.Default.DeviceStatus);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true,
    Converters = [typeof(TimeConverter)])]
[JsonSerializable(typeof(DeviceStatus))]
internal sealed partial class DeviceStatusJson : JsonSerializerContext;
