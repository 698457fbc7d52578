using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Finds out who signed a request, and that nobody else can have.</summary>
internal sealed class Authentication(Authority authority, TimeProvider time)
{
    /// <summary>How far a client's clock may be off.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <param name="service">As requests are signed for it.</param>
    /// <exception cref="AwsException">As the service refuses those whom it does not know.</exception>
    public Caller Identify(HttpRequest request, string service, ReadOnlySpan<byte> body)
    {
        if (SignedRequest.Of(request) is not { } signed) throw Refusals.Incomplete(service);
        if (authority.Find(signed.AccessKeyId) is not { } credentials) throw Refusals.UnknownKey(service);
        if (!IsSame(credentials.SessionToken ?? "", signed.SessionToken ?? "")) throw Refusals.BadToken(service);
        if (signed.Region != CloudTemplate.Region) throw Refusals.BadSignature(service, $"Credential should be scoped to a valid region, not '{signed.Region}'. ");
        if (IsOutOfTime(signed) is { } problem) throw Refusals.Expired(service, problem);
        if (!IsSame(signed.Expected(credentials.SecretAccessKey, body), signed.Signature)) throw Refusals.BadSignature(service);
        if (!signed.NamesItsBody(body)) throw Refusals.OtherBody(service);
        return credentials.Caller;
    }

    private string? IsOutOfTime(SignedRequest signed)
    {
        const string Format = "yyyyMMdd'T'HHmmss'Z'";
        if (!DateTimeOffset.TryParseExact(signed.Date, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) || !signed.Date.StartsWith(signed.Day, StringComparison.Ordinal))
            return $"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{signed.Day}' != '{signed.Date}'.";
        var lifetime = int.TryParse(signed.Expires, out var seconds) ? TimeSpan.FromSeconds(seconds) : Skew;
        var now = time.GetUtcNow();
        if (now - at > lifetime) return $"Signature expired: {signed.Date} is now earlier than {(now - lifetime).ToString(Format, CultureInfo.InvariantCulture)} ({now.ToString(Format, CultureInfo.InvariantCulture)} - {lifetime.TotalMinutes:0} min.)";
        return at - now > Skew ? $"Signature not yet current: {signed.Date} is still later than {(now + Skew).ToString(Format, CultureInfo.InvariantCulture)}" : null;
    }

    private static bool IsSame(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));
}
