using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Pennant.Local.Endpoint.Access;

/// <summary>What a request says of its signature, Version 4, in its header, and the signature that it should have. Signatures in addresses are not known here.</summary>
/// <remarks>Source: IAM user guide, "Create a signed AWS API request".</remarks>
internal sealed class SignedRequest
{
    public const string Algorithm = "AWS4-HMAC-SHA256";

    private readonly HttpRequest request;
    private readonly string[] scope, signedHeaders;

    private SignedRequest(HttpRequest request, string credential, string headers, string signature, string date, string? token)
    {
        this.request = request;
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

    /// <summary>The headers that have to be signed and are not: the host everywhere, at S3 also AWS's own, but for the one that names the body.</summary>
    /// <remarks>Sources: aws/aws-sdk-php#2469; demarche-numerique/ds_proxy#164; nobody tells of another service that refuses <c>x-amz-</c> headers unsigned.</remarks>
    public IEnumerable<string> LeftOut => request.Headers.Keys.Select(name => name.ToLowerInvariant())
        .Where(name => name == "host" || (Service == "s3" && name.StartsWith("x-amz-", StringComparison.Ordinal) && name != "x-amz-content-sha256")).Except(signedHeaders);

    private string Service => scope[2];

    /// <returns>Null when the request is not signed, or not completely.</returns>
    public static SignedRequest? Of(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Algorithm + " ", StringComparison.Ordinal)) return null;
        var parts = authorization[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries).Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        var (date, token) = (request.Headers["x-amz-date"].ToString(), request.Headers["x-amz-security-token"].ToString());
        return parts.GetValueOrDefault("Credential") is { } credential && credential.Split('/').Length >= 5 && parts.GetValueOrDefault("SignedHeaders") is { } headers && parts.GetValueOrDefault("Signature") is { } signature && date.Length > 0
            ? new SignedRequest(request, credential, headers, signature, date, token.Length == 0 ? null : token)
            : null;
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
        return string.Join('&', pairs.OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Encoded(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));

    private string Header(string name) => $"{name}:{string.Join(',', request.Headers[name].Select(value => string.Join(' ', (value ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries))))}";

    private string Payload(ReadOnlySpan<byte> body) => Service == "s3" && Named is { } named ? named : Hex(SHA256.HashData(body));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
