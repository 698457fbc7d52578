namespace Pennant.Device.Connection;

/// <summary>Every state of the connection, spelled as in logs, in the shadow and in the journal. Stable: other programs read them.</summary>
internal static class LinkCode
{
    public const string Connecting = "connecting";
    public const string Online = "online";
    public const string OfflineNetwork = "offline_network";
    public const string OfflineDns = "offline_dns";
    public const string OfflineSilent = "offline_silent";
    public const string TlsUntrustedServer = "tls_untrusted_server";
    public const string TlsWrongServer = "tls_wrong_server";
    public const string TlsServerExpired = "tls_server_expired";
    public const string TlsCertificateExpired = "tls_certificate_expired";
    public const string ClockWrong = "clock_wrong";
    public const string CertificateUnreadable = "certificate_unreadable";
    public const string CertificateRefused = "certificate_refused";
    public const string PolicyDenied = "policy_denied";
    public const string TakenOver = "taken_over";

    public static IReadOnlyList<string> All { get; } =
    [
        Connecting, Online, OfflineNetwork, OfflineDns, OfflineSilent, TlsUntrustedServer, TlsWrongServer, TlsServerExpired, TlsCertificateExpired, ClockWrong,
        CertificateUnreadable, CertificateRefused, PolicyDenied, TakenOver,
    ];

    /// <summary>What it means and what to do, for a person.</summary>
    public static string Sentence(string code) => code switch
    {
        Connecting => "The device is connecting.",
        Online => "The device is connected.",
        OfflineNetwork => "The broker cannot be reached, or the connection broke: check the network, the endpoint and that port 8883 is open to the outside.",
        OfflineDns => "The endpoint's name cannot be looked up: check the network, its DNS server and the endpoint's spelling.",
        OfflineSilent => "The broker stopped answering although the connection looked open: the network loses what is sent.",
        TlsUntrustedServer => "The server's certificate does not come from the root CA in the configuration: something stands in between, or root_ca is the wrong file.",
        TlsWrongServer => "The server's certificate is for another name than the endpoint: check the endpoint.",
        TlsServerExpired => "The server's certificate has expired, or this device's clock is ahead: check the date.",
        TlsCertificateExpired => "This device's certificate has expired: provision it again.",
        ClockWrong => "This device's clock is wrong: a certificate is not valid yet. It will connect when the clock is set; check the time server.",
        CertificateUnreadable => "This device's certificate or key cannot be read: check the files that the configuration names and who may read them.",
        CertificateRefused => "The broker refuses this device's certificate: it is not registered, not active, revoked, or its policy does not let it connect. Activate it, attach the policy, or provision again.",
        PolicyDenied => "The device's policy does not allow what it must do: attach the policy to its certificate, and the certificate to its thing.",
        TakenOver => "Another client connects under this printer's name and takes the connection over: every printer needs its own name.",
        _ => code,
    };

    public static bool NeedsSomebody(string code) => code is TlsUntrustedServer or TlsWrongServer or TlsServerExpired or TlsCertificateExpired or CertificateUnreadable or CertificateRefused or PolicyDenied or TakenOver;
}
