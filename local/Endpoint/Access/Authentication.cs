using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Finds out who signed a request, and that nobody else can have.</summary>
internal sealed class Authentication(Authority authority, TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(5), Patient = TimeSpan.FromMinutes(15);

    /// <param name="service">As requests are signed for it.</param>
    /// <exception cref="AwsException">As the service refuses those whom it does not know.</exception>
    public Caller Identify(HttpRequest request, string service, ReadOnlySpan<byte> body)
    {
        if (SignedRequest.Of(request) is not { } signed) throw Refusals.Incomplete(service);
        if (authority.Find(signed.AccessKeyId) is not { } credentials) throw Refusals.UnknownKey(service);
        if (!IsSame(credentials.SessionToken ?? "", signed.SessionToken ?? "")) throw Refusals.BadToken(service);
        if (signed.Region != CloudTemplate.Region) throw Refusals.BadSignature(service, $"Credential should be scoped to a valid region, not '{signed.Region}'. ");
        if (signed.LeftOut.Any()) throw Refusals.Unsigned(service);
        if (IsOutOfTime(signed, SkewOf(service)) is { } problem) throw Refusals.Expired(service, problem);
        if (!IsSame(signed.Expected(credentials.SecretAccessKey, body), signed.Signature)) throw Refusals.BadSignature(service);
        if (!signed.NamesItsBody(body)) throw Refusals.OtherBody(service);
        return credentials.Caller;
    }

    /// <summary>How far a client's clock may be off.</summary>
    /// <remarks>Sources: "RequestTimeTooSkewed" of Amazon S3 and the sentences of STS, 15 min.; of DynamoDB (aws/aws-sdk-js-v3#7605) and Kinesis (aws/aws-sdk-java#1764), "- 5 min.".</remarks>
    private static TimeSpan SkewOf(string service) => service is "s3" or "sts" ? Patient : Usual;

    private string? IsOutOfTime(SignedRequest signed, TimeSpan skew)
    {
        const string Format = "yyyyMMdd'T'HHmmss'Z'";
        if (!DateTimeOffset.TryParseExact(signed.Date, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || !signed.Date.StartsWith(signed.Day, StringComparison.Ordinal))
            return $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signed.Day}' != '{signed.Date}'.";
        var now = time.GetUtcNow();
        if (now - at > skew) return $"Signature expired: {signed.Date} is now earlier than {Text(now - skew)} ({Text(now)} - {skew.TotalMinutes:0} min.)";
        return at - now > skew ? $"Signature not yet current: {signed.Date} is still later than {Text(now + skew)} ({Text(now)} + {skew.TotalMinutes:0} min.)" : null;

        static string Text(DateTimeOffset when) => when.ToString(Format, CultureInfo.InvariantCulture);
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
