using System.Text.Json.Nodes;

namespace Pennant.Local.Endpoint;

/// <summary>One AWS service as the other local services call it, without the wire between.</summary>
public interface IAwsActions
{
    /// <summary><c>dynamodb</c>, <c>lambda</c>, <c>sns</c>, ….</summary>
    string Service { get; }

    /// <param name="action">As the API spells it: <c>UpdateItem</c>, <c>Invoke</c>, <c>Publish</c>.</param>
    /// <exception cref="AwsException">The service refused.</exception>
    Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation);
}
