using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Pennant.Local.Web.Gateway;

/// <summary>What API Gateway answers when no function does. Source: "Gateway response types for API Gateway" in its developer guide.</summary>
internal sealed record GatewayError(string Type, int Status, string Exception, string Message)
{
    public static readonly GatewayError UnknownRoute = new("MISSING_AUTHENTICATION_TOKEN", 403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    public static readonly GatewayError TooLarge = new("REQUEST_TOO_LARGE", 413, "RequestTooLargeException", "Request Too Long");
    public static readonly GatewayError BadBody = new("BAD_REQUEST_BODY", 400, "BadRequestException", "Invalid request body");
    public static readonly GatewayError Throttled = new("THROTTLED", 429, "TooManyRequestsException", "Too Many Requests");
    public static readonly GatewayError BadAnswer = new("API_CONFIGURATION_ERROR", 502, "InternalServerErrorException", "Internal server error");
    public static readonly GatewayError Failure = new("INTEGRATION_FAILURE", 500, "InternalServerErrorException", "Internal server error");
    public static readonly GatewayError Timeout = new("INTEGRATION_TIMEOUT", 504, "InternalServerErrorException", "Endpoint request timed out");

    /// <param name="customized">The template's gateway responses: their headers, with which a browser of another origin may read the error, and their bodies.</param>
    public ApiAnswer Answer(IReadOnlyList<JsonObject> customized, JsonObject context)
    {
        var headers = new List<KeyValuePair<string, string>> { new("x-amzn-ErrorType", Exception) };
        var own = Find(customized, Type) ?? Find(customized, Status < 500 ? "DEFAULT_4XX" : "DEFAULT_5XX");
        foreach (var (target, value) in own?["ResponseParameters"] as JsonObject ?? [])
            headers.Add(new(target["gatewayresponse.header.".Length..], MockAnswer.Unquoted(value!.ToString())));
        context["error"] = new JsonObject { ["message"] = Message, ["messageString"] = $"\"{Message}\"", ["responseType"] = Type };
        var template = own?["ResponseTemplates"]?["application/json"]?.ToString() ?? """{"message":$context.error.messageString}""";
        var status = own?["StatusCode"] is { } other ? int.Parse(other.ToString(), CultureInfo.InvariantCulture) : Status;
        return new ApiAnswer(status, headers, Encoding.UTF8.GetBytes(ContextVariables.Fill(template, context, "")));
    }

    private static JsonObject? Find(IReadOnlyList<JsonObject> customized, string type) => customized.FirstOrDefault(response => response["ResponseType"]!.ToString() == type);
}
