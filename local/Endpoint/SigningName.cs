namespace Pennant.Local.Endpoint;

/// <summary>The service that a request is signed for: the fourth part of its credential scope.</summary>
internal static class SigningName
{
    /// <summary>Null when the request carries no Signature Version 4 credential in its header.</summary>
    public static string? Of(HttpRequest request) =>
        InHeader(request.Headers.Authorization.ToString())?.Split('/') is { Length: >= 5 } parts && parts[^1] == "aws4_request" ? parts[^2] : null;

    private static string? InHeader(string authorization)
    {
        const string mark = "Credential=";
        var start = authorization.IndexOf(mark, StringComparison.Ordinal);
        if (!authorization.StartsWith("AWS4-", StringComparison.Ordinal) || start < 0) return null;
        start += mark.Length;
        var end = authorization.AsSpan(start).IndexOfAny(',', ' ');
        return end < 0 ? authorization[start..] : authorization.Substring(start, end);
    }
}
