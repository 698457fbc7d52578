using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Pennant.Device.Connection;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>The way to the broker, up to the point where it asks who is there.</summary>
internal sealed class NetworkChecks(DeviceSettings settings)
{
    public IEnumerable<Check> All() => [new("name", NameAsync), new("port", PortAsync), new("server", ServerAsync)];

    private async Task<Finding> NameAsync(CancellationToken ct)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(settings.Endpoint, ct);
            return Finding.Ok("name", $"{settings.Endpoint} is {string.Join(", ", addresses.Take(2).Select(a => a.ToString()))}");
        }
        catch (SocketException e)
        {
            return Finding.Problem("name", $"{settings.Endpoint} cannot be looked up: {e.Message}", "check the network cable or Wi-Fi, the DNS server (/etc/resolv.conf), and `endpoint` in device.json");
        }
    }

    private async Task<Finding> PortAsync(CancellationToken ct)
    {
        try
        {
            using var socket = await ConnectAsync(ct);
            return Finding.Ok("port", $"TCP {settings.MqttPort} is open");
        }
        catch (SocketException e)
        {
            return Finding.Problem("port", $"{settings.Endpoint}:{settings.MqttPort} cannot be reached: {e.Message}", $"let TCP port {settings.MqttPort} out of your network's firewall");
        }
    }

    private async Task<Finding> ServerAsync(CancellationToken ct)
    {
        var (errors, flaws) = (SslPolicyErrors.None, X509ChainStatusFlags.NoError);
        try
        {
            using var socket = await ConnectAsync(ct);
            using var own = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            await using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, (_, _, chain, seen) =>
            {
                errors = seen;
                foreach (var flaw in chain?.ChainStatus ?? []) flaws |= flaw.Status;
                return seen == SslPolicyErrors.None;
            });
            await tls.AuthenticateAsClientAsync(Options(own), ct);
            return Finding.Ok("server", $"is {settings.Endpoint} and comes from the root that is trusted ({tls.SslProtocol})");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or SocketException)
        {
            return Explain(errors, flaws, e);
        }
    }

    private Finding Explain(SslPolicyErrors errors, X509ChainStatusFlags flaws, Exception e) => errors switch
    {
        _ when flaws.HasFlag(X509ChainStatusFlags.NotTimeValid) => Finding.Problem("server", "its certificate is not valid now", "set the clock of this machine: sudo timedatectl set-ntp true"),
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) => Finding.Problem("server", LinkCode.Sentence(LinkCode.TlsUntrustedServer), "compare root_ca in device.json with the broker's root; look for a proxy that opens TLS"),
        _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => Finding.Problem("server", LinkCode.Sentence(LinkCode.TlsWrongServer), "compare `endpoint` in device.json with: aws iot describe-endpoint --endpoint-type iot:Data-ATS"),
        _ => Finding.Problem("server", $"the TLS handshake fails: {Reasons.Of(e)}", $"see that nothing else answers at {settings.Endpoint}:{settings.MqttPort}, and that the certificate is active in AWS IoT"),
    };

    private SslClientAuthenticationOptions Options(X509Certificate2 own)
    {
        var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        chain.CustomTrustStore.ImportFromPemFile(settings.RootCa);
        return new SslClientAuthenticationOptions { TargetHost = settings.Endpoint, CertificateChainPolicy = chain, ClientCertificates = [own] };
    }

    private async Task<Socket> ConnectAsync(CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(settings.Endpoint, settings.MqttPort, ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
