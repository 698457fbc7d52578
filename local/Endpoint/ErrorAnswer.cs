using System.Security;

namespace Pennant.Local.Endpoint;

/// <summary>Writes a refusal in the protocol that the service's clients read: JSON, REST with JSON, or XML.</summary>
internal static class ErrorAnswer
{
    public static Task WriteAsync(HttpContext context, string? service, AwsException refusal)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }
        response.StatusCode = refusal.Status;
        return service switch
        {
            "sns" or "sts" => WriteXmlAsync(response, Query(refusal, response)),
            "s3" => WriteXmlAsync(response, $"<Error><Code>{Escape(refusal.Code)}</Code><Message>{Escape(refusal.Message)}</Message></Error>"),
            _ => WriteJsonAsync(context, service, refusal),
        };
    }

    public static string InternalError(string? service) => service switch
    {
        "dynamodb" => "InternalServerError",
        "iot" or "iotdata" or "iotdevicegateway" => "InternalFailureException",
        "lambda" => "ServiceException",
        _ => "InternalFailure",
    };

    private static Task WriteJsonAsync(HttpContext context, string? service, AwsException refusal)
    {
        var body = refusal.Extra?.DeepClone().AsObject() ?? [];
        body["__type"] = Prefix(service, refusal.Code) + refusal.Code;
        body["message"] = refusal.Message;
        context.Response.Headers["x-amzn-ErrorType"] = refusal.Code;
        var type = context.Request.ContentType;
        context.Response.ContentType = type?.StartsWith("application/x-amz-json", StringComparison.Ordinal) == true ? type : "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }

    private static string Prefix(string? service, string code) => code switch
    {
        "UnknownOperationException" or "SerializationException" or "MissingAuthenticationTokenException" => "com.amazon.coral.service#",
        "ValidationException" => "com.amazon.coral.validate#",
        _ when service == "dynamodb" => "com.amazonaws.dynamodb.v20120810#",
        _ when service == "states" => "com.amazonaws.swf.service.v2.model#",
        _ => "",
    };

    private static string Query(AwsException refusal, HttpResponse response) =>
        $"<ErrorResponse><Error><Type>{(refusal.Status < 500 ? "Sender" : "Receiver")}</Type><Code>{Escape(refusal.Code)}</Code>"
        + $"<Message>{Escape(refusal.Message)}</Message></Error><RequestId>{response.Headers["x-amzn-RequestId"]}</RequestId></ErrorResponse>";

    private static Task WriteXmlAsync(HttpResponse response, string body)
    {
        response.ContentType = "text/xml";
        return response.WriteAsync(body);
    }

    private static string? Escape(string text) => SecurityElement.Escape(text);
}
