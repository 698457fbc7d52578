using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Local.Lambda;

/// <summary>The calls that change how a function is given its events, until the product is started again: then the template counts.</summary>
internal sealed class ConfigurationCalls(AsyncInvocations queued, Mappings mappings)
{
    /// <summary><c>PutFunctionEventInvokeConfig</c>.</summary>
    public JsonObject PutInvokeConfig(string function, JsonObject input)
    {
        var onFailure = input["DestinationConfig"]?["OnFailure"]?["Destination"]?.ToString();
        var age = FunctionSettings.Number(input["MaximumEventAgeInSeconds"]);
        var standard = AsyncSettings.For(function);
        queued.Change(standard with
        {
            Retries = FunctionSettings.Number(input["MaximumRetryAttempts"]) ?? standard.Retries,
            LongestAge = age is { } seconds ? TimeSpan.FromSeconds(seconds) : standard.LongestAge,
            OnFailure = onFailure,
        });
        return input;
    }

    /// <summary><c>UpdateEventSourceMapping</c>: switches a mapping off and on, and changes how often it tries. What the input leaves out stays.</summary>
    public async Task<JsonObject> UpdateMappingAsync(string id, JsonObject input)
    {
        var changed = await mappings.ChangeAsync(id, settings => settings with
        {
            IsEnabled = (bool?)input["Enabled"] ?? settings.IsEnabled,
            Retries = FunctionSettings.Number(input["MaximumRetryAttempts"]) ?? settings.Retries,
        });
        return Describe(changed);
    }

    public static JsonObject Describe(MappingSettings mapping) => new()
    {
        ["UUID"] = mapping.Id,
        ["EventSourceArn"] = mapping.Source,
        ["FunctionArn"] = FunctionName.Parse(mapping.Function).Arn,
        ["BatchSize"] = mapping.BatchSize,
        ["MaximumBatchingWindowInSeconds"] = (int)mapping.Window.TotalSeconds,
        ["BisectBatchOnFunctionError"] = mapping.Bisects,
        ["MaximumRetryAttempts"] = mapping.Retries,
        ["MaximumRecordAgeInSeconds"] = (int)(mapping.LongestAge?.TotalSeconds ?? -1),
        ["State"] = mapping.IsEnabled ? "Enabled" : "Disabled",
    };
}
