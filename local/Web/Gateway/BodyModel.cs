using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Web.Gateway;

/// <summary>What the gateway wants a JSON body to be before it calls a function: a model's schema (JSON Schema, draft 4), as far as Pennant's goes.</summary>
internal sealed class BodyModel
{
    private const string Json = "application/json";
    private static readonly string[] Known = ["$schema", "title", "type", "maxProperties", "maxLength", "additionalProperties"];
    private readonly JsonObject schema;

    private BodyModel(JsonObject schema) => this.schema = schema;

    /// <returns>Null for a method that checks no body.</returns>
    /// <exception cref="TemplateException">The schema says something that is not emulated here.</exception>
    public static BodyModel? Of(CloudTemplate template, CloudResource method)
    {
        var validator = template.Of("AWS::ApiGateway::RequestValidator").FirstOrDefault(one => one.Name == method.Properties["RequestValidatorId"]?.ToString());
        if (validator?.Properties["ValidateRequestBody"]?.GetValue<bool>() is not true || method.Properties["RequestModels"]?[Json]?.ToString() is not { } name) return null;
        var model = template.Of("AWS::ApiGateway::Model").Single(one => one.Name == name);
        var schema = model.Properties["Schema"]!.AsObject();
        if (Unknown(schema) is { } word) throw new TemplateException($"{model.Stack}: {model.LogicalId} uses the word {word}, which is not emulated here.");
        return new BodyModel(schema);
    }

    /// <param name="contentType">Of the request; a body of another type is not looked at, one without a type is taken for JSON.</param>
    public bool Accepts(string? contentType, ReadOnlyMemory<byte> body)
    {
        if (contentType is not null && !contentType.Split(';')[0].Trim().Equals(Json, StringComparison.OrdinalIgnoreCase)) return true;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Fits(schema, document.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Unknown(JsonObject schema) =>
        schema.Select(one => one.Key).FirstOrDefault(word => !Known.Contains(word)) ?? (schema["additionalProperties"] is JsonObject more ? Unknown(more) : null);

    private static bool Fits(JsonObject schema, JsonElement value)
    {
        if (schema["type"] is { } type && !(type is JsonArray several ? several.Select(one => one!.ToString()) : [type.ToString()]).Contains(TypeOf(value))) return false;
        if (value.ValueKind == JsonValueKind.String) return schema["maxLength"] is not { } longest || value.GetString()!.Length <= longest.GetValue<int>();
        if (value.ValueKind != JsonValueKind.Object) return true;
        var members = value.EnumerateObject().ToArray();
        return (schema["maxProperties"] is not { } most || members.Length <= most.GetValue<int>())
            && (schema["additionalProperties"] is not JsonObject each || members.All(member => Fits(each, member.Value)));
    }

    private static string TypeOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        var kind => kind.ToString().ToLowerInvariant(),
    };
}
