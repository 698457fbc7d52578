using Pennant.Local.Iam;

namespace Pennant.Local.Endpoint.Access;

/// <summary>How each kind of service refuses those whom it does not know and what they may not do: code, status and words.</summary>
/// <remarks>Sources: "Common errors" of each API reference; "Error responses" of Amazon S3; recordings of IoT's data plane, which says <c>Forbidden</c> and nothing else.</remarks>
internal static class Refusals
{
    private enum Kind { Json, Rest, IotData, Query, S3 }

    public static AwsException Denied(string service, Decision decision) => KindOf(service) switch
    {
        Kind.IotData => new("ForbiddenException", "Forbidden", 403),
        Kind.Rest => new("AccessDeniedException", decision.Message, 403),
        Kind.Query => new(service == "sns" ? "AuthorizationError" : "AccessDenied", decision.Message, 403),
        Kind.S3 => new("AccessDenied", decision.Message, 403),
        _ => new("AccessDeniedException", decision.Message),
    };

    public static AwsException UnknownKey(string service) => KindOf(service) switch
    {
        Kind.S3 => new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        _ => BadToken(service),
    };

    public static AwsException BadToken(string service) => KindOf(service) switch
    {
        Kind.S3 => new("InvalidToken", "The provided token is malformed or otherwise invalid."),
        Kind.Query => new("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        var kind => new("UnrecognizedClientException", "The security token included in the request is invalid.", kind == Kind.Json ? 400 : 403),
    };

    /// <param name="reason">What is wrong with it beyond that it is not the right one.</param>
    public static AwsException BadSignature(string service, string reason = "")
    {
        const string Words = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.";
        return KindOf(service) switch
        {
            Kind.S3 => new("SignatureDoesNotMatch", reason + "The request signature we calculated does not match the signature you provided. Check your key and signing method.", 403),
            Kind.Query => new("SignatureDoesNotMatch", reason + Words + " Consult the service documentation for details.", 403),
            var kind => new("InvalidSignatureException", reason + Words + " Consult the service documentation for details.", kind == Kind.Json ? 400 : 403),
        };
    }

    public static AwsException Expired(string service, string reason) => KindOf(service) switch
    {
        Kind.S3 => new("RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403),
        Kind.Query => new("SignatureDoesNotMatch", reason, 403),
        var kind => new("InvalidSignatureException", reason, kind == Kind.Json ? 400 : 403),
    };

    public static AwsException Unsigned(string service)
    {
        const string Words = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
        return KindOf(service) switch
        {
            Kind.S3 => new("AccessDenied", "There were headers present in the request which were not signed", 403),
            Kind.Query => new("SignatureDoesNotMatch", Words, 403),
            var kind => new("InvalidSignatureException", Words, kind == Kind.Json ? 400 : 403),
        };
    }

    public static AwsException OtherBody(string service) => KindOf(service) == Kind.S3
        ? new("XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
        : BadSignature(service);

    public static AwsException Incomplete(string service) => KindOf(service) switch
    {
        Kind.S3 => new("AccessDenied", "Access Denied", 403),
        _ => new("IncompleteSignatureException", "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters and existence of either a 'X-Amz-Date' or a 'Date' header.", 403),
    };

    private static Kind KindOf(string service) => service switch
    {
        "s3" => Kind.S3,
        "sns" or "sts" => Kind.Query,
        "iotdata" or "iotdevicegateway" => Kind.IotData,
        "iot" or "execute-api" or "lambda" or "xray" => Kind.Rest,
        _ => Kind.Json,
    };
}
