using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Pennant.Lambdas.Publish;

/// <summary>Addresses of objects in S3 that whoever has them can fetch for a while, with these credentials' permissions.</summary>
/// <remarks>Signature Version 4 in the query. Source: Amazon S3 API reference, "Authenticating Requests: Using Query Parameters".</remarks>
/// <param name="service">S3's own name in that region, e.g. <c>s3.eu-west-1.amazonaws.com</c>.</param>
internal sealed class SignedAddress(AWSCredentials credentials, string region, string service, TimeProvider clock)
{
    public string Of(string bucket, string key, TimeSpan lifetime)
    {
        var (keys, now) = (credentials.GetCredentials(), clock.GetUtcNow());
        var (host, path) = ($"{bucket}.{service}", $"/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}");
        var day = now.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var (time, scope) = (now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture), $"{day}/{region}/s3/aws4_request");
        var query = string.Join('&', Parameters().Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value)}"));
        var request = $"GET\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD";
        var text = $"AWS4-HMAC-SHA256\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var signature = Convert.ToHexStringLower(new[] { day, region, "s3", "aws4_request", text }.Aggregate(Encoding.UTF8.GetBytes($"AWS4{keys.SecretKey}"), Hmac));
        return $"https://{host}{path}?{query}&X-Amz-Signature={signature}";

        // In the order of their names, as the signature wants them.
        IEnumerable<(string Name, string Value)> Parameters()
        {
            yield return ("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
            yield return ("X-Amz-Credential", $"{keys.AccessKey}/{scope}");
            yield return ("X-Amz-Date", time);
            yield return ("X-Amz-Expires", ((int)lifetime.TotalSeconds).ToString(CultureInfo.InvariantCulture));
            if (!string.IsNullOrEmpty(keys.Token)) yield return ("X-Amz-Security-Token", keys.Token);
            yield return ("X-Amz-SignedHeaders", "host");
        }
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
