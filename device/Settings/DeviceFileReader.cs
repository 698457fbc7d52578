using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Pennant.Device.Settings;

/// <summary>Reads <c>device.json</c> as far as it can be understood and says of everything else what is wrong with it.</summary>
internal sealed class DeviceFileReader
{
    private const int FarOff = 4;
    private readonly List<string> problems = [];

    private DeviceFileReader()
    {
    }

    /// <param name="problems">All of them; what they are about is missing in the result.</param>
    /// <exception cref="JsonException">It is no JSON object at all.</exception>
    public static DeviceFile Read(byte[] json, out IReadOnlyList<string> problems)
    {
        var reader = new DeviceFileReader();
        var node = JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new JsonException("the file must hold a JSON object: { … }");
        if (node["gpio"] is JsonObject gpio) reader.Keep(gpio, "gpio.", DeviceFileJson.Default.GpioFile);
        reader.Keep(node, "", DeviceFileJson.Default.DeviceFile);
        problems = reader.problems;
        return node.Deserialize(DeviceFileJson.Default.DeviceFile)!;
    }

    /// <summary>Removes what is not understood.</summary>
    private void Keep<T>(JsonObject node, string prefix, JsonTypeInfo<T> type)
    {
        var known = type.Properties.ToDictionary(p => p.Name, p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType);
        foreach (var (name, value) in node.ToList())
        {
            if (!known.TryGetValue(name, out var wanted)) problems.Add($"{prefix}{name} is not known{Suggestion(name, prefix, known.Keys)}");
            else if (!IsOf(name, value, type)) problems.Add($"{prefix}{name} must be {Kind(wanted)}, not {value!.ToJsonString()}");
            else continue;
            node.Remove(name);
        }
    }

    private static bool IsOf<T>(string name, JsonNode? value, JsonTypeInfo<T> type)
    {
        try
        {
            new JsonObject { [name] = value?.DeepClone() }.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Kind(Type wanted) => wanted == typeof(string) ? "a text" : wanted == typeof(int) ? "a whole number" : wanted == typeof(bool) ? "true or false" : "an object";

    private static string Suggestion(string name, string prefix, IEnumerable<string> known)
    {
        var (nearest, distance) = known.Select(k => (k, Distance(name, k))).MinBy(k => k.Item2);
        return distance < Math.Min(FarOff, name.Length) ? $": did you mean {prefix}{nearest}?" : "";
    }

    /// <summary>How many letters must be put in, taken out or changed.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var changed = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[^1];
    }
}
