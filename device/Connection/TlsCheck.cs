using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace Pennant.Device.Connection;

/// <summary>Looks at the server's certificate, takes it only without any fault, and remembers what was wrong with it.</summary>
internal sealed class TlsCheck(TimeProvider time)
{
    /// <summary>Whether the server has shown a certificate on this connection.</summary>
    public bool HasMetServer { get; private set; }

    /// <summary>One of <see cref="LinkCode"/>; null when nothing is wrong with what it showed.</summary>
    public string? Fault { get; private set; }

    /// <summary>Call before each connection.</summary>
    public void Forget() => (HasMetServer, Fault) = (false, null);

    public bool IsAccepted(MqttClientCertificateValidationEventArgs shown)
    {
        HasMetServer = true;
        Fault = shown.SslPolicyErrors == SslPolicyErrors.None ? null : FaultOf(shown);
        return shown.SslPolicyErrors == SslPolicyErrors.None;
    }

    private string FaultOf(MqttClientCertificateValidationEventArgs shown)
    {
        var flaws = shown.Chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, flaw) => all | flaw.Status) ?? X509ChainStatusFlags.PartialChain;
        if ((flaws & ~X509ChainStatusFlags.NotTimeValid) != X509ChainStatusFlags.NoError) return LinkCode.TlsUntrustedServer;
        if (flaws == X509ChainStatusFlags.NotTimeValid) return IsTooEarly(shown.Chain!) ? LinkCode.ClockWrong : LinkCode.TlsServerExpired;
        return shown.SslPolicyErrors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? LinkCode.TlsWrongServer : LinkCode.TlsUntrustedServer;
    }

    private bool IsTooEarly(X509Chain chain) => chain.ChainElements.Any(element => time.GetUtcNow() < element.Certificate.NotBefore);
}
