using System.Globalization;
using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>Where events go that a function could not handle: a bucket or a topic.</summary>
internal sealed class FailureDestinations(IReadOnlyCollection<IAwsActions> services, TimeProvider time, ILogger log)
{
    /// <summary>Never fails the caller: what cannot be delivered is in the log.</summary>
    /// <param name="role">Of the function that failed: it sends the record in its name.</param>
    /// <param name="destination">An ARN; null where the template names none.</param>
    public async Task SendAsync(FunctionRole role, string? destination, FailureRecord record)
    {
        try
        {
            var parts = (destination ?? "").Split(':');
            if (parts.Length < 6 || services.FirstOrDefault(service => service.Service == parts[2]) is not { } service)
            {
                log.LogError("An event is lost, because there is no destination for it ({Destination}): {Record}", destination, record.Content.ToJsonString());
                return;
            }
            var (action, input) = Call(service.Service, destination!, record);
            await role.Of(service).CallAsync(action, input, CancellationToken.None);
        }
        catch (AwsException error)
        {
            log.LogError(error, "An event is lost, because {Destination} did not take it", destination);
        }
    }

    /// <summary>Lambda looks at a bucket before it takes it as a destination.</summary>
    /// <exception cref="AwsException">The function may not.</exception>
    public static void Check(FunctionRole role, string? destination)
    {
        if (destination?.StartsWith("arn:aws:s3:::", StringComparison.Ordinal) == true && !role.May("s3", "HeadBucket", new JsonObject { ["Bucket"] = destination.Split(':')[5] }))
            throw new AwsException("InvalidParameterValueException", "The provided execution role does not have permissions to call ListBucket on S3");
    }

    private (string Action, JsonObject Input) Call(string service, string destination, FailureRecord record) => service switch
    {
        "s3" => ("PutObject", new JsonObject { ["Bucket"] = destination.Split(':')[5], ["Key"] = Key(record.KeyPrefix), ["Body"] = WithPayload(record).ToJsonString() }),
        "sns" => ("Publish", new JsonObject { ["TopicArn"] = destination, ["Message"] = record.Content.ToJsonString() }),
        _ => throw new AwsException("InvalidParameterValueException", $"Nothing is kept in {service} here."),
    };

    private static JsonObject WithPayload(FailureRecord record)
    {
        if (record.Payload is { } payload) record.Content["payload"] = payload;
        return record.Content;
    }

    private string Key(string prefix) => $"{prefix}/{time.GetUtcNow().ToString("yyyy'/'MM'/'dd'/'yyyy'-'MM'-'dd'T'HH.mm.ss", CultureInfo.InvariantCulture)}-{Guid.NewGuid()}";
}
