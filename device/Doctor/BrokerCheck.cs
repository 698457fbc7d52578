using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using Pennant.Device.Connection;

namespace Pennant.Device.Doctor;

/// <summary>
/// Whether the broker lets this printer in and lets it listen. A second connection under the same name would end the first, so a running device is asked instead.
/// The session stays: jobs that the broker holds for the printer are not acknowledged here and come again.
/// </summary>
internal sealed class BrokerCheck(Patient patient, TimeProvider time)
{
    private const string Link = "broker";

    public async Task<Finding> LookAsync(CancellationToken ct)
    {
        if (patient.Running is { } running)
        {
            return running.IsConnected
                ? Finding.Ok(Link, $"the running device is connected to {running.Endpoint}")
                : Problem(running.ConnectionCode ?? LinkCode.Connecting, running.ConnectionProblem);
        }
        var tls = new TlsCheck(time);
        var settings = patient.Settings!;
        using var own = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += delivery =>
        {
            delivery.AutoAcknowledge = false;
            return Task.CompletedTask;
        };
        try
        {
            var answer = await client.ConnectAsync(MqttOptions.Of(settings, own, tls, new LinkOptions()), ct);
            if (answer.ResultCode != MqttClientConnectResultCode.Success) throw new RefusedException(answer.ResultCode);
            return await ListenAsync(client, settings.Printer, ct);
        }
        catch (Exception e) when (e is MqttCommunicationException or RefusedException or MqttClientDisconnectedException or IOException)
        {
            return Problem(new Diagnosis(tls, own, time).Of(e), Reasons.Of(e));
        }
    }

    private static async Task<Finding> ListenAsync(IMqttClient client, string printer, CancellationToken ct)
    {
        try
        {
            var granted = await client.SubscribeAsync(MqttOptions.Subscription(printer), ct);
            if (granted.Items.FirstOrDefault(i => (int)i.ResultCode > 2) is { } refused) return Problem(LinkCode.PolicyDenied, $"the broker refused {refused.TopicFilter.Topic}");
            await client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection);
            return Finding.Ok(Link, $"lets {printer} in and lets it listen for its jobs");
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttClientDisconnectedException)
        {
            // AWS answers what the policy denies by ending the connection.
            return Problem(LinkCode.PolicyDenied, "the broker ended the connection when the device asked for its jobs");
        }
    }

    private static Finding Problem(string code, string? seen) => Finding.Problem(Link, seen is null ? code : $"{code}: {seen}", LinkCode.Sentence(code));
}
