using Pennant.Device.Connection;
using Pennant.Device.Jobs;
using Xunit;

namespace Pennant.Tests.Device.Links;

/// <summary>F-20, F-21, F-22: certificates and clocks.</summary>
public sealed class TrustTests
{
    private static readonly Certificates Ours = new(), Theirs = new();

    [Theory]
    [InlineData("localhost", -10, 10, true, LinkCode.TlsUntrustedServer)]
    [InlineData("elsewhere.example", -10, 10, false, LinkCode.TlsWrongServer)]
    [InlineData("localhost", -10, -5, false, LinkCode.TlsServerExpired)]
    [InlineData("localhost", 5, 10, false, LinkCode.ClockWrong)]
    public async Task A_server_that_cannot_be_trusted_is_refused_and_said_why(string host, int from, int to, bool isAnothers, string code)
    {
        await using var rig = new LinkRig();
        rig.WriteServer(isAnothers ? Theirs : Ours, host, (from, to));
        await rig.ProvideAsync();
        rig.Write(root: Ours.RootPem);

        await rig.StartAsync();

        await rig.BecomesAsync(code);
        Assert.Equal(0, rig.Presence("connected"));
        Assert.Equal(code, rig.Fact(Facts.LinkCode));
        await rig.Logs.OneAsync(line => line.StartsWith($"Warning: link {code}: {LinkCode.Sentence(code)}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-10, -5, LinkCode.TlsCertificateExpired)]
    [InlineData(5, 10, LinkCode.ClockWrong)]
    [InlineData(-10, 10, LinkCode.CertificateRefused)]
    public async Task A_certificate_that_the_broker_refuses_is_told_apart_from_one_whose_time_it_is_not(int from, int to, string code)
    {
        await using var rig = await new LinkRig().ProvideAsync();
        var (certificate, key) = Ours.Pem("kitchen", (from, to));
        rig.Write(certificate: certificate, key: key);

        await rig.StartAsync();

        await rig.BecomesAsync(code);
    }

    [Fact]
    public async Task A_certificate_that_is_deactivated_ends_the_connection_and_one_that_is_active_again_brings_it_back()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        await rig.SetCertificateAsync("INACTIVE");
        await rig.BecomesAsync(LinkCode.CertificateRefused);
        await rig.SetCertificateAsync("ACTIVE");

        await rig.Codes.UntilAsync(all => all.Count(code => code == LinkCode.Online) == 2);
        Assert.NotNull(rig.Fact(Facts.OnlineAt));
    }

    [Fact]
    public async Task A_certificate_that_is_revoked_ends_the_connection()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        await rig.SetCertificateAsync("REVOKED");

        await rig.BecomesAsync(LinkCode.CertificateRefused);
    }

    [Fact]
    public async Task A_renewed_certificate_is_taken_without_a_restart()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        var (certificate, key) = (rig.Device.Certificate.ExportCertificatePem(), System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(rig.Device.Certificate)!.ExportPkcs8PrivateKeyPem());
        rig.Write(certificate: "no certificate");
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.CertificateUnreadable);

        rig.Write(certificate: certificate, key: key);

        await rig.BecomesAsync(LinkCode.Online);
    }
}
