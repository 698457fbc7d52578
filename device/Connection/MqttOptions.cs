using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using Pennant.Contract;
using Pennant.Device.Settings;

namespace Pennant.Device.Connection;

/// <summary>How this device speaks to AWS IoT Core.</summary>
internal static class MqttOptions
{
    /// <summary>AWS takes at most 8 filters in one SUBSCRIBE.</summary>
    public static IReadOnlyList<string> Filters(string printer) =>
    [
        Topics.Jobs(printer), Topics.Control(printer),
        $"{Topics.Shadow(printer)}/get/accepted", $"{Topics.Shadow(printer)}/get/rejected",
        $"{Topics.Shadow(printer)}/update/accepted", $"{Topics.Shadow(printer)}/update/rejected", $"{Topics.Shadow(printer)}/update/delta",
    ];

    /// <param name="own">With its key.</param>
    public static MqttClientOptions Of(DeviceSettings settings, X509Certificate2 own, TlsCheck tls, LinkOptions link)
    {
        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(settings.RootCa);
        return new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer(settings.Endpoint, settings.MqttPort)
            .WithClientId(settings.Printer)
            .WithCleanSession(false)
            .WithKeepAlivePeriod(link.KeepAlive)
            .WithTimeout(link.AnswerWithin)
            .WithoutPacketFragmentation() // AWS closes the connection on split packets
            .WithTlsOptions(options => options.UseTls()
                .WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13)
                .WithTargetHost(settings.Endpoint)
                .WithTrustChain(roots) // these and no others: the system's roots are not asked
                .WithCertificateValidationHandler(tls.IsAccepted)
                .WithRevocationMode(X509RevocationMode.NoCheck)
                .WithClientCertificates(new X509Certificate2Collection(own)))
            .Build();
    }

    public static MqttClientSubscribeOptions Subscription(string printer)
    {
        var subscription = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in Filters(printer)) subscription.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        return subscription.Build();
    }
}
