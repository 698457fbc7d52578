using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;
using Pennant.Local.Iot.Mqtt;
using Pennant.Local.Iot.Shadows;

namespace Pennant.Local.Iot.Api;

/// <summary>The data plane over HTTPS: publish, shadows, retained messages.</summary>
internal sealed class DataPlane(MessageRouter router, ShadowService shadows, RetainedMessages retained)
{
    public static readonly string[] SigningNames = ["iotdata", "iotdevicegateway"];

    public IReadOnlyList<RestRoute> Routes => [
        new("POST", "/topics/{topic}", Publish),
        new("GET", "/things/{thingName}/shadow", request => Shadow(request, shadows.Get)),
        new("POST", "/things/{thingName}/shadow", request => Shadow(request, shadows.Update)),
        new("DELETE", "/things/{thingName}/shadow", request => Shadow(request, shadows.Delete)),
        new("GET", "/api/things/shadow/ListNamedShadowsForThing/{thingName}", ListNamedShadows),
        new("GET", "/retainedMessage/{topic}", GetRetainedMessage),
    ];

    /// <summary>AWS's default QoS is 0: such a message is never stored for an absent client.</summary>
    /// <exception cref="AwsException">A bad topic, a reserved one, or over 128 KB.</exception>
    public void Publish(string topic, byte[] payload, int qos, bool retain)
    {
        if (!Topic.IsName(topic)) throw Errors.Invalid($"Invalid topic: {topic}");
        if (qos is not (0 or 1)) throw Errors.Invalid($"Invalid QoS: {qos}");
        if (topic[0] == '$' && Topic.IngestRule(topic) is null) throw new AwsException("ForbiddenException", "Publishing to a reserved topic is not allowed.", 403);
        if (payload.Length > IotLimits.PayloadBytes) throw new AwsException("RequestEntityTooLargeException", "The payload exceeds 128 KB.", 413);
        var message = new Message(topic, payload, qos, retain);
        retained.Keep(message);
        router.Publish(message);
    }

    /// <summary>Turns the shadow's refusals into the HTTPS API's errors.</summary>
    public static JsonObject Guarded(Func<JsonObject> act)
    {
        try
        {
            return act();
        }
        catch (ShadowException refusal)
        {
            var code = refusal.Code switch
            {
                404 => "ResourceNotFoundException",
                409 => "ConflictException",
                413 => "RequestEntityTooLargeException",
                415 => "UnsupportedDocumentEncodingException",
                429 => "ThrottlingException",
                _ => "InvalidRequestException",
            };
            throw new AwsException(code, refusal.Message, refusal.Code);
        }
    }

    private RestAnswer Publish(RestRequest request)
    {
        var qos = int.TryParse(request.Query["qos"], out var level) ? level : 0;
        Publish(request.Path["topic"], request.Body, qos, request.Query["retain"] == "true");
        return RestAnswer.Of(new JsonObject { ["message"] = "OK", ["traceId"] = Guid.NewGuid().ToString() });
    }

    private delegate JsonObject ShadowCall(string thing, string? name, ReadOnlySpan<byte> payload);

    private static RestAnswer Shadow(RestRequest request, ShadowCall call)
    {
        var name = request.Query["name"].ToString();
        return RestAnswer.Of(Guarded(() => call(request.Path["thingName"], name.Length == 0 ? null : name, request.Body)));
    }

    private RestAnswer ListNamedShadows(RestRequest request) => RestAnswer.Of(new JsonObject { ["results"] = new JsonArray([.. shadows.Names(request.Path["thingName"]).Select(name => (JsonNode)name)]) });

    private RestAnswer GetRetainedMessage(RestRequest request)
    {
        if (retained.Find(request.Path["topic"]) is not { } kept) throw Errors.NotFound($"No retained message for {request.Path["topic"]}");
        return RestAnswer.Of(new JsonObject { ["topic"] = kept.Topic, ["payload"] = kept.Payload, ["qos"] = kept.Qos, ["lastModifiedTime"] = kept.At.ToUnixTimeMilliseconds() });
    }
}
