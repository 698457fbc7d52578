using Pennant.Local.Cloud;

namespace Pennant.Local.Lambda;

/// <summary>An <c>AWS::Lambda::EventInvokeConfig</c>: what happens to queued events that a function fails on.</summary>
/// <param name="Retries">0 to 2; 2 where the template says nothing.</param>
/// <param name="OnFailure">ARN of the destination of events given up, or null.</param>
internal sealed record AsyncSettings(string Function, int Retries, TimeSpan LongestAge, string? OnFailure)
{
    private const int Default = 2;
    private static readonly TimeSpan SixHours = TimeSpan.FromHours(6);

    public static AsyncSettings For(string function) => new(function, Default, SixHours, null);

    public static AsyncSettings Of(CloudResource config)
    {
        var properties = config.Properties;
        var age = FunctionSettings.Number(properties["MaximumEventAgeInSeconds"]);
        return new AsyncSettings(FunctionName.Parse(properties["FunctionName"]!.ToString()).Name,
            FunctionSettings.Number(properties["MaximumRetryAttempts"]) ?? Default, age is { } seconds ? TimeSpan.FromSeconds(seconds) : SixHours,
            properties["DestinationConfig"]?[nameof(OnFailure)]?["Destination"]?.ToString());
    }
}
