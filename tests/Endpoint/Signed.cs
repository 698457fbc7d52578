using System.Net.Http.Headers;
using System.Security.Cryptography;
using Pennant.Tests.Aws;

namespace Pennant.Tests.Endpoint;

/// <summary>Requests that are signed by the judge of signatures rather than by anybody's SDK.</summary>
internal static class Signed
{
    public static async Task<HttpRequestMessage> SignAsync(this HttpRequestMessage request, string service, string keyId = "local", string secret = "local", string? token = null, DateTimeOffset? at = null, string region = "us-east-1", string? without = null)
    {
        var date = (at ?? TimeProvider.System.GetUtcNow()).UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync();
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["host"] = request.RequestUri!.Authority, ["x-amz-date"] = date };
        if (token is not null) headers["x-amz-security-token"] = token;
        if (service == "s3") headers["x-amz-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(body));
        foreach (var (name, value) in headers.Where(header => header.Key != "host")) request.Headers.TryAddWithoutValidation(name, value);
        if (without is not null) headers.Remove(without);
        var path = request.RequestUri.AbsolutePath;
        var encoded = service == "s3" ? path : string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        var signature = SignatureV4Verifier.Sign(secret, date, region, service, request.Method.Method, encoded, request.RequestUri.Query.TrimStart('?'), headers, body);
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256",
            $"Credential={keyId}/{date[..8]}/{region}/{service}/aws4_request, SignedHeaders={string.Join(';', headers.Keys)}, Signature={signature}");
        return request;
    }
}
