using System.Text;
using System.Text.Json.Nodes;
using Pennant.Contract;

namespace Pennant.Device.Shadow;

/// <summary>How a report becomes the device's part of <c>reported</c>. A shadow merges: what is not said again stays, and only null removes it.</summary>
internal static class ReportedDocument
{
    /// <summary>AWS's limit for desired and reported together.</summary>
    private const int MostBytes = 8 * 1024;

    /// <summary>What others write or the update's frame needs.</summary>
    private const int Spare = 512;

    /// <summary>The members that this device writes; Presence writes <c>connection</c>.</summary>
    public static IReadOnlyList<string> Own { get; } = [.. ContractJson.Default.ReportedShadow.Properties.Select(p => p.Name).Where(name => name != "connection")];

    /// <summary>This device's part of a whole <c>reported</c>.</summary>
    public static JsonObject OwnPart(JsonObject reported) => new(reported.Where(pair => Own.Contains(pair.Key)).Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    /// <summary><paramref name="now"/>, and null for all that <paramref name="told"/> says beyond it.</summary>
    /// <param name="told">Null: nobody knows what stands there.</param>
    public static JsonObject Update(JsonObject now, JsonObject? told)
    {
        var update = (JsonObject)now.DeepClone();
        foreach (var name in Own) if (!update.ContainsKey(name) && (told is null || told.ContainsKey(name))) update[name] = null;
        if (told is not null) Clear(update, told);
        return update;
    }

    /// <summary>Without the sentences when the shadow has no room for them beside what is desired. Null: there is no room even for the rest.</summary>
    public static JsonObject? Fit(JsonObject now, JsonObject desired)
    {
        var room = MostBytes - Spare - Bytes(desired);
        if (Bytes(now) <= room) return now;
        var bare = (JsonObject)now.DeepClone();
        if (bare["refused"] is JsonObject refused) bare["refused"] = new JsonObject { ["…"] = $"{refused.Count} settings are refused; the shadow has no room to say why." };
        bare.Remove("problems");
        return Bytes(bare) <= room ? bare : null;
    }

    /// <summary>Whether every leaf of <paramref name="part"/> stands in <paramref name="whole"/> too.</summary>
    public static bool Holds(JsonObject whole, JsonObject part) => part.All(pair =>
        pair.Value is JsonObject inner ? whole[pair.Key] is JsonObject deeper && Holds(deeper, inner) : JsonNode.DeepEquals(whole[pair.Key], pair.Value));

    private static void Clear(JsonObject update, JsonObject told)
    {
        foreach (var (name, before) in told)
        {
            if (before is not JsonObject old || update[name] is not JsonObject fresh) continue;
            foreach (var (inner, _) in old) if (!fresh.ContainsKey(inner)) fresh[inner] = null;
            Clear(fresh, old);
        }
    }

    private static int Bytes(JsonObject json) => Encoding.UTF8.GetByteCount(json.ToJsonString());
}
