using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Pennant.Tests.Device;

/// <summary>A certificate authority for one test run.</summary>
internal sealed class Certificates
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddYears(-1), To = From.AddYears(2);
    private readonly X509Certificate2 root;

    public Certificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        root = request.CreateSelfSigned(From, To);
    }

    public string RootPem => root.ExportCertificatePem();

    /// <param name="days">Valid from and to, as days from now.</param>
    public (string CertificatePem, string KeyPem) Pem(string host, (int From, int To) days)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        var (certificate, key) = Issue("CN=Test", names.Build(), days);
        using (certificate)
        using (key) return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public X509Certificate2 Server(string host = "localhost")
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        var (certificate, key) = Issue("CN=Test broker", names.Build());
        using (certificate)
        using (key) return X509CertificateLoader.LoadPkcs12(certificate.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
    }

    public (string CertificatePem, string KeyPem) Client()
    {
        var (certificate, key) = Issue("CN=Test printer", null);
        using (certificate)
        using (key) return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>Checks the request's own signature, as AWS does.</summary>
    public string Sign(string csr)
    {
        var request = CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256);
        return request.Create(root, From, To.AddDays(-1), RandomNumberGenerator.GetBytes(8)).ExportCertificatePem();
    }

    public bool HasIssued(X509Certificate? certificate)
    {
        if (certificate is null) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(new X509Certificate2(certificate));
    }

    private (X509Certificate2 Certificate, ECDsa Key) Issue(string name, X509Extension? names, (int From, int To)? days = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        if (names is not null) request.CertificateExtensions.Add(names);
        return (request.Create(root, Day(days?.From) ?? From, Day(days?.To) ?? To.AddDays(-1), RandomNumberGenerator.GetBytes(8)), key);
    }

    private static DateTimeOffset? Day(int? day) => day is { } days ? From.AddYears(1).AddDays(days) : null;
}
