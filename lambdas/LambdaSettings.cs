using Amazon;

namespace Pennant.Lambdas;

/// <summary>A function's environment, read once.</summary>
/// <param name="Handler">Which function to be: <c>Api</c>, <c>Dispatch</c>, <c>Redeliver</c>, <c>Acknowledge</c>, <c>Presence</c>, <c>Watch</c> or <c>Publish</c>.</param>
/// <param name="Region">Decides the address of AWS IoT's data plane, unless one is configured in the AWS SDKs' own way.</param>
internal sealed record LambdaSettings(
    string Handler, string Environment, string TableName, string Region, string StateMachineArn, string DefaultPrinter, string ThingGroup, string ThingType)
{
    /// <summary>Where the pages are, when that is another origin than the API's.</summary>
    public string? AllowedOrigin { get; init; }

    /// <summary>Where AWS IoT's data plane is: configured in the AWS SDKs' own way, or the region's.</summary>
    public string IotDataUrl { get; init; } = $"https://data-ats.iot.{Region}.{RegionEndpoint.GetBySystemName(Region).PartitionDnsSuffix}";

    private static readonly string[] Handlers = ["Api", "Dispatch", "Redeliver", "Acknowledge", "Presence", "Watch", "Publish"];

    /// <exception cref="SettingsException">Names everything that is missing or wrong. A setting that the function does not use may be missing.</exception>
    public static LambdaSettings FromEnvironment(Func<string, string?> read)
    {
        var problems = new List<string>();
        var handler = read("_HANDLER") ?? "";
        if (!Handlers.Contains(handler)) problems.Add($"_HANDLER is \"{handler}\", but the functions here are {string.Join(", ", Handlers)}");
        string Need(string name, params ReadOnlySpan<string> users)
        {
            if (users.Length > 0 && !users.Contains(handler)) return "";
            if (read(name) is { Length: > 0 } value) return value;
            problems.Add($"{name} is not set");
            return "";
        }
        var settings = new LambdaSettings(handler, Need("PENNANT_ENV"), Need("TABLE_NAME", "Acknowledge", "Api", "Dispatch", "Presence", "Redeliver", "Watch"), Need("AWS_REGION"), Need("STATE_MACHINE_ARN", "Dispatch", "Presence"),
            Need("DEFAULT_PRINTER", "Api"), Need("THING_GROUP", "Api", "Watch"), Need("THING_TYPE", "Acknowledge", "Api", "Presence"))
        {
            AllowedOrigin = read("ALLOWED_ORIGIN") is { Length: > 0 } origin ? origin : null,
        };
        if ((read("AWS_ENDPOINT_URL_IOT_DATA_PLANE") ?? read("AWS_ENDPOINT_URL")) is { Length: > 0 } configured) settings = settings with { IotDataUrl = configured };
        return problems.Count == 0 ? settings : throw new SettingsException(string.Join("; ", problems) + ".");
    }
}

internal sealed class SettingsException(string message) : Exception(message);
