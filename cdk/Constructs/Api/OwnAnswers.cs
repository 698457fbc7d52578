using Amazon.CDK.AWS.APIGateway;
using Pennant.Contract;

namespace Pennant.Cdk.Constructs.Api;

/// <summary>What API Gateway itself refuses is a problem document that the pages may read.</summary>
internal sealed class OwnAnswers
{
    private const string Reason = """{"type":"about:blank","title":$context.error.messageString}""";
    private readonly RestApi api;
    private readonly string? origin;

    /// <param name="origin">Null where the pages call their own origin.</param>
    public OwnAnswers(RestApi api, string? origin)
    {
        (this.api, this.origin) = (api, origin);
        Answer("Refused", ResponseType_.DEFAULT_4XX, null, Reason);
        Answer("Failed", ResponseType_.DEFAULT_5XX, null, Reason);
        // Both a path and a method that do not exist are to AWS a lack of credentials.
        Answer("Unknown", ResponseType_.MISSING_AUTHENTICATION_TOKEN, "404", Problem("Not Found", 404, "There is no such address, or it cannot be called in this way."));
        Answer("TooFast", ResponseType_.THROTTLED, "429", Problem("Too Many Requests", 429, "Too many requests are coming in. Try again in a moment."), ("Retry-After", "'1'"));
        Answer("TooMuch", ResponseType_.QUOTA_EXCEEDED, "429", Problem("Too Many Requests", 429, "The key has been used too often today. Try again tomorrow."), ("Retry-After", "'3600'"));
        Answer("NoKey", ResponseType_.INVALID_API_KEY, "403", Problem("Forbidden", 403, "Writing here needs a key. Open the link that the owner gave you."));
        Answer("BadBody", ResponseType_.BAD_REQUEST_BODY, "400", Problem("Bad Request", 400, $"The body must be a JSON object of single values, of {Limits.RequestBytes / 1024} KB at most."));
        Answer("TooLarge", ResponseType_.REQUEST_TOO_LARGE, "413", Problem("Content Too Large", 413, "The body is far larger than any message."));
    }

    private static string Problem(string title, int status, string detail) => $$"""{"type":"about:blank","title":"{{title}}","status":{{status}},"detail":"{{detail}}"}""";

    private void Answer(string name, ResponseType_ type, string? status, string body, params (string Name, string Value)[] more)
    {
        var headers = new Dictionary<string, string> { ["Content-Type"] = "'application/problem+json'" };
        if (origin is not null)
        {
            headers["Access-Control-Allow-Origin"] = $"'{origin}'";
            headers["Access-Control-Expose-Headers"] = "'Retry-After'";
        }
        foreach (var (header, value) in more) headers[header] = value;
        api.AddGatewayResponse(name, new GatewayResponseOptions
        {
            Type = type, StatusCode = status, ResponseHeaders = headers, Templates = new Dictionary<string, string> { ["application/json"] = body },
        });
    }
}
