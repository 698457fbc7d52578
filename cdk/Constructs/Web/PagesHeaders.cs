namespace Pennant.Cdk.Constructs.Web;

/// <summary>The headers that every page is sent with. What scripts may run depends on the pages themselves: the build writes that into each of them (frontend/scripts/policy.mjs).</summary>
internal static class PagesHeaders
{
    public const string Yaml = """
        customHeaders:
          - pattern: '**/*'
            headers:
              - key: 'Strict-Transport-Security'
                value: 'max-age=63072000'
              - key: 'Content-Security-Policy'
                value: "frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; upgrade-insecure-requests"
              - key: 'X-Content-Type-Options'
                value: 'nosniff'
              - key: 'X-Frame-Options'
                value: 'DENY'
              - key: 'Referrer-Policy'
                value: 'no-referrer'
              - key: 'Permissions-Policy'
                value: 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'
              - key: 'Cross-Origin-Opener-Policy'
                value: 'same-origin'
          - pattern: '/_next/static/**/*'
            headers:
              - key: 'Cache-Control'
                value: 'public, max-age=31536000, immutable'
        """;
}
