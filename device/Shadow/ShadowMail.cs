using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pennant.Device.Shadow;

/// <summary>Which of the shadow's topics something came on.</summary>
internal enum ShadowTopic
{
    GetAccepted,
    GetRejected,
    UpdateAccepted,
    UpdateRejected,
    Delta,
}

/// <summary>What the shadow service says. Nothing in it is trusted to be there or to be of its kind.</summary>
internal sealed record ShadowMail(ShadowTopic Topic, JsonObject Body)
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Null: it is no JSON object.</summary>
    public static ShadowMail? Read(ShadowTopic topic, ReadOnlySequence<byte> payload)
    {
        try
        {
            return JsonNode.Parse(payload.ToArray(), documentOptions: Options) is JsonObject body ? new ShadowMail(topic, body) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string? Token => Body["clientToken"] is JsonValue token && token.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Of a refusal: 404, 409, 413, 429, ….</summary>
    public long? Code => Number(Body["code"]);

    public long? Version => Number(Body["version"]);

    /// <summary>Of a delta: what differs. Of the others: desired and reported.</summary>
    public JsonObject State => Body["state"] as JsonObject ?? [];

    public JsonObject Desired => State["desired"] as JsonObject ?? [];

    public JsonObject Reported => State["reported"] as JsonObject ?? [];

    /// <summary>When a desired value was last written, to the second.</summary>
    public DateTimeOffset? DesiredAt(string name)
    {
        var stamp = ((Body["metadata"] as JsonObject)?["desired"] as JsonObject)?[name] as JsonObject;
        return Number(stamp?["timestamp"]) is >= 0 and < 100_000_000_000 and var seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }

    private static long? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;
}
