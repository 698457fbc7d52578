using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;

namespace Pennant.Device.Connection;

/// <summary>Says why there is no connection, from what was seen: MQTT 3.1.1 and TLS say little.</summary>
/// <param name="own">The device's certificate; null when it could not be read.</param>
internal sealed class Diagnosis(TlsCheck tls, X509Certificate2? own, TimeProvider time)
{
    /// <param name="e">What ended the attempt.</param>
    /// <returns>One of <see cref="LinkCode"/>.</returns>
    public string Of(Exception e)
    {
        if (own is null) return LinkCode.CertificateUnreadable;
        if (tls.Fault is { } fault) return fault;
        if (SocketErrorOf(e) is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery) return LinkCode.OfflineDns;
        if (e is RefusedException refused) return IsRefusedForGood(refused.Code) ? Own(LinkCode.PolicyDenied) : LinkCode.OfflineNetwork;
        if (e is TimeoutException) return tls.HasMetServer ? LinkCode.OfflineSilent : LinkCode.OfflineNetwork;
        // The server has shown its certificate and then hung up: it did not like ours.
        if (tls.HasMetServer) return Own(LinkCode.CertificateRefused);
        return Chain(e).OfType<AuthenticationException>().Any() ? LinkCode.TlsUntrustedServer : LinkCode.OfflineNetwork;
    }

    private static bool IsRefusedForGood(MqttClientConnectResultCode code) =>
        code is MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.ClientIdentifierNotValid;

    /// <summary>A certificate that is not valid today explains every refusal.</summary>
    private string Own(string otherwise)
    {
        var now = time.GetUtcNow();
        return now < own!.NotBefore ? LinkCode.ClockWrong : now > own.NotAfter ? LinkCode.TlsCertificateExpired : otherwise;
    }

    private static SocketError? SocketErrorOf(Exception e) => Chain(e).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode;

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}

/// <summary>The broker answered CONNECT with a refusal.</summary>
internal sealed class RefusedException(MqttClientConnectResultCode code) : Exception($"the broker answered {code}")
{
    public MqttClientConnectResultCode Code { get; } = code;
}
