using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Pennant.Local.Endpoint.Access;

/// <summary>What a request says of its signature, Version 4, in its header or its query, and the signature that it should have.</summary>
/// <remarks>Source: IAM user guide, "Create a signed AWS API request".</remarks>
internal sealed class SignedRequest
{
    public const string Algorithm = "AWS4-HMAC-SHA256";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    private readonly HttpRequest request;
    private readonly string[] scope, signedHeaders;
    private readonly bool isInQuery;

    private SignedRequest(HttpRequest request, string credential, string headers, string signature, string date, string? token, bool isInQuery)
    {
        (this.request, this.isInQuery) = (request, isInQuery);
        var parts = credential.Split('/');
        // An access key may hold slashes; the scope's four parts do not.
        (AccessKeyId, scope) = (string.Join('/', parts[..^4]), parts[^4..]);
        signedHeaders = headers.Split(';');
        (Signature, Date, SessionToken) = (signature, date, token);
    }

    public string AccessKeyId { get; }

    public string Signature { get; }

    /// <summary>e.g. <c>20150830T123600Z</c>.</summary>
    public string Date { get; }

    public string? SessionToken { get; }

    public string Day => scope[0];

    public string Region => scope[1];

    /// <summary>Seconds after <see cref="Date"/> at which a signature in a query ends to count; null for one in a header.</summary>
    public string? Expires => isInQuery ? request.Query["X-Amz-Expires"].ToString() : null;

    private string Service => scope[2];

    /// <returns>Null when the request is not signed, or not completely.</returns>
    public static SignedRequest? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal) ? InHeader(request, authorization[Algorithm.Length..]) : InQuery(request);
    }

    public string Expected(string secret, ReadOnlySpan<byte> body)
    {
        var canonical = string.Join('\n', [request.Method, Path(), Query(), .. signedHeaders.Select(Header), "", string.Join(';', signedHeaders), Payload(body)]);
        var toSign = $"{Algorithm}\n{Date}\n{string.Join('/', scope)}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope.Aggregate(Encoding.UTF8.GetBytes("AWS4" + secret), Mac);
        return Hex(Mac(key, toSign));
    }

    /// <summary>Whether the body is the one that the request names in its own header, where it does.</summary>
    public bool NamesItsBody(ReadOnlySpan<byte> body) => Named is not { Length: 64 } named || named == Hex(SHA256.HashData(body));

    private string? Named => request.Headers["x-amz-content-sha256"].ToString() is { Length: > 0 } named ? named : null;

    private static SignedRequest? InHeader(HttpRequest request, string authorization)
    {
        var parts = authorization.Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        var date = request.Headers["x-amz-date"].ToString();
        var token = request.Headers["x-amz-security-token"].ToString();
        return Make(request, parts.GetValueOrDefault("Credential"), parts.GetValueOrDefault("SignedHeaders"), parts.GetValueOrDefault("Signature"), date, token, false);
    }

    private static SignedRequest? InQuery(HttpRequest request)
    {
        var query = request.Query;
        return query["X-Amz-Algorithm"] != Algorithm ? null
            : Make(request, query["X-Amz-Credential"], query["X-Amz-SignedHeaders"], query["X-Amz-Signature"], query["X-Amz-Date"].ToString(), query["X-Amz-Security-Token"].ToString(), true);
    }

    private static SignedRequest? Make(HttpRequest request, string? credential, string? headers, string? signature, string date, string token, bool isInQuery) =>
        credential?.Split('/').Length >= 5 && headers is not null && signature is not null && date.Length > 0
            ? new SignedRequest(request, credential, headers, signature, date, token.Length == 0 ? null : token, isInQuery)
            : null;

    private string Target => request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;

    /// <summary>Every service but S3 signs the path encoded once more.</summary>
    private string Path()
    {
        var path = Target.Split('?')[0];
        return Service == "s3" ? path : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
    }

    private string Query()
    {
        var query = Target.Split('?', 2) is [_, var after] ? after : "";
        var pairs = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.ElementAtOrDefault(1) ?? "")));
        return string.Join('&', pairs.Where(pair => !isInQuery || pair.Name != "X-Amz-Signature")
            .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Encoded(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private string Header(string name) => $"{name}:{string.Join(',', request.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))))}";

    private string Payload(ReadOnlySpan<byte> body) => isInQuery && Service == "s3" ? Unsigned : Service == "s3" && Named is { } named ? named : Hex(SHA256.HashData(body));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
