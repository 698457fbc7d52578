using Amazon;

namespace Pennant.Lambdas.Preview;

/// <summary>What the environment says, read once.</summary>
/// <param name="Environment"><c>dev</c> or <c>prod</c>.</param>
/// <param name="DefaultPrinter">Whose width a message without a printer is drawn for.</param>
/// <param name="AllowedOrigin">The pages' origin, which browsers may show the answer to; null when it is the API's own.</param>
/// <param name="IotDataUrl">Where shadows are: <c>AWS_ENDPOINT_URL_IOT_DATA_PLANE</c>, <c>AWS_ENDPOINT_URL</c>, or the region's.</param>
internal sealed record PreviewSettings(string Environment, string DefaultPrinter, string? AllowedOrigin, string IotDataUrl)
{
    /// <exception cref="InvalidOperationException">Names every variable that is missing.</exception>
    public static PreviewSettings FromEnvironment(Func<string, string?> environment)
    {
        var missing = new List<string>();
        var settings = new PreviewSettings(Required("PENNANT_ENV"), Required("DEFAULT_PRINTER"), environment("ALLOWED_ORIGIN") is { Length: > 0 } origin ? origin : null, IotData());
        return missing.Count == 0 ? settings : throw new InvalidOperationException($"Missing environment variables: {string.Join(", ", missing)}.");

        string Required(string name)
        {
            if (environment(name) is { Length: > 0 } value) return value;
            missing.Add(name);
            return "";
        }

        string IotData() => environment("AWS_ENDPOINT_URL_IOT_DATA_PLANE") ?? environment("AWS_ENDPOINT_URL") ?? Regional(Required("AWS_REGION"));

        static string Regional(string region) => $"https://data-ats.iot.{region}.{RegionEndpoint.GetBySystemName(region).PartitionDnsSuffix}";
    }
}
