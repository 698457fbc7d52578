using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using Pennant.Contract;

namespace Pennant.Tests.Device;

/// <summary>A real broker with mutual TLS that records what the device does.</summary>
internal sealed class TestBroker(Certificates certificates, string certificateHost = "localhost") : IAsyncDisposable
{
    private MqttServer? server;

    public int Port { get; } = FreePort();

    public Recorder<Ack> Acks { get; } = new();

    /// <summary>Shadow updates as text.</summary>
    public Recorder<string> Shadow { get; } = new();

    public Recorder<string> Subscribed { get; } = new();

    public Recorder<bool> Connected { get; } = new();

    /// <summary>Topics of the deliveries that the device acknowledged.</summary>
    public Recorder<string> Acknowledged { get; } = new();

    public Recorder<string> Disconnected { get; } = new();

    public async Task StartAsync()
    {
        var options = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithEncryptedEndpoint()
            .WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
            .WithEncryptedEndpointPort(Port)
            .WithEncryptionCertificate(certificates.Server(certificateHost))
            .WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13)
            .WithClientCertificate((_, certificate, _, _) => certificates.HasIssued(certificate))
            .WithPersistentSessions()
            .Build();
        server = new MqttServerFactory().CreateMqttServer(options);
        server.InterceptingPublishAsync += Record;
        server.ClientSubscribedTopicAsync += e => Note(Subscribed, e.TopicFilter.Topic);
        server.ClientConnectedAsync += e => Note(Connected, true);
        server.ClientDisconnectedAsync += e => Note(Disconnected, e.ClientId);
        server.ClientAcknowledgedPublishPacketAsync += e => Note(Acknowledged, e.PublishPacket.Topic);
        await server.StartAsync();
    }

    public async Task StopAsync()
    {
        if (server is { } running) await running.StopAsync();
        server?.Dispose();
        server = null;
    }

    public Task SendAsync(string printer, Job job) => SendAsync(Topics.Jobs(printer), JsonSerializer.SerializeToUtf8Bytes(job, ContractJson.Default.Job));

    public Task CancelAsync(string printer, string id) => SendAsync(Topics.Control(printer), Encoding.UTF8.GetBytes($$"""{"cancel":"{{id}}"}"""));

    public async Task SendAsync(string topic, byte[] payload)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        await server!.InjectApplicationMessage(new InjectedMqttApplicationMessage(message) { SenderClientId = "cloud" });
    }

    public async Task KickAsync(string client)
    {
        foreach (var session in await server!.GetClientsAsync())
            if (session.Id == client) await session.DisconnectAsync(new MqttServerClientDisconnectOptions());
    }

    public async ValueTask DisposeAsync() => await StopAsync();

    private Task Record(InterceptingPublishEventArgs e)
    {
        var payload = e.ApplicationMessage.Payload.ToArray();
        if (e.ApplicationMessage.Topic.EndsWith("/acks", StringComparison.Ordinal)) Acks.Add(JsonSerializer.Deserialize(payload, ContractJson.Default.Ack)!);
        return e.ApplicationMessage.Topic.EndsWith("/shadow/update", StringComparison.Ordinal) || e.ApplicationMessage.Topic.EndsWith("/shadow/get", StringComparison.Ordinal)
            ? AnswerAsync(e.ApplicationMessage.Topic, payload)
            : Task.CompletedTask;
    }

    /// <summary>As for a printer that nobody has set anything for: there is no shadow, and every report is accepted.</summary>
    private Task AnswerAsync(string topic, byte[] payload)
    {
        var request = JsonNode.Parse(payload)!.AsObject();
        if (topic.EndsWith("/update", StringComparison.Ordinal))
        {
            Shadow.Add(Encoding.UTF8.GetString(payload));
            return SendAsync($"{topic}/accepted", JsonSerializer.SerializeToUtf8Bytes(request));
        }
        return SendAsync($"{topic}/rejected", JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["code"] = 404, ["clientToken"] = request["clientToken"]?.DeepClone() }));
    }

    private static Task Note<T>(Recorder<T> recorder, T item)
    {
        recorder.Add(item);
        return Task.CompletedTask;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
