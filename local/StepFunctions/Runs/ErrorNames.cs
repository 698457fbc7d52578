using Pennant.Local.Endpoint;
using Pennant.Local.StepFunctions.Language;

namespace Pennant.Local.StepFunctions.Runs;

/// <summary>A service's error as the state machine sees it. Source: recordings of AWS, see the comments.</summary>
internal static class ErrorNames
{
    /// <summary>Optimized: <c>DynamoDB.ConditionalCheckFailedException</c>. By the SDK: <c>DynamoDb.ConditionalCheckFailedException</c>. What the SDK has no type for takes the service's general name.</summary>
    public static string Of(TaskResource resource, AwsException error) => resource switch
    {
        { IsSdk: true } => $"{Prefix(resource)}.{SdkName(resource, error.Code)}",
        { Service: "dynamodb" } when error.Code is "ValidationException" or "AccessDeniedException" => "DynamoDB.AmazonDynamoDBException",
        { Service: "lambda" } when error.Code is "AccessDeniedException" => "Lambda.AWSLambdaException",
        { Service: "sns" } when error.Code is "AuthorizationError" => "SNS.AuthorizationErrorException",
        _ => $"{Prefix(resource)}.{error.Code}",
    };

    /// <summary>No answer came: a broken connection, or one that is not JSON.</summary>
    public static string OfBrokenCall(TaskResource resource) => $"{Prefix(resource)}.SdkClientException";

    public static string CauseOf(TaskResource resource, AwsException error) => resource.IsSdk
        ? $"{error.Message} (Service: {Prefix(resource)}, Status Code: {error.Status}, Request ID: {Guid.NewGuid()}) (SDK Attempt Count: 1)"
        : $"{error.Message} (Service: {(resource.Service == "lambda" ? "AWS" : "Amazon")}{Prefix(resource)}; Status Code: {error.Status}; Error Code: {error.Code}; Request ID: {Guid.NewGuid()}; Proxy: null)";

    private static string Prefix(TaskResource resource) => (resource.IsSdk, resource.Service) switch
    {
        (false, "dynamodb") => "DynamoDB",
        (false, "sns") => "SNS",
        (_, "dynamodb") => "DynamoDb",
        (_, var service) => char.ToUpperInvariant(service[0]) + service[1..],
    };

    private static string SdkName(TaskResource resource, string code) => code switch
    {
        "ValidationException" or "AccessDeniedException" or "UnrecognizedClientException" => $"{Prefix(resource)}Exception",
        _ when code.EndsWith("Exception", StringComparison.Ordinal) => code,
        _ => code + "Exception",
    };
}
