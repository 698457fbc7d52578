using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;
using Pennant.Local.Iot.Registry;

namespace Pennant.Local.Iot.Mqtt;

/// <summary>The message broker. MQTTnet's listener brings TLS and the packets; sessions are ours, because AWS's differ from MQTT's in most rules.</summary>
internal sealed class Broker : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1), SaveAfter = TimeSpan.FromMilliseconds(100);
    private readonly BrokerParts parts;
    private readonly PacketHandler packets;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly ITimer ticking, saving;
    private readonly ILogger log;
    private MqttTcpServerListener? listener;
    private int unsaved;

    public Broker(BrokerParts parts)
    {
        this.parts = parts;
        log = parts.Logs.CreateLogger<Broker>();
        packets = new PacketHandler(parts, parts.Logs.CreateLogger<PacketHandler>());
        ticking = parts.Time.CreateTimer(_ => OnTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        saving = parts.Time.CreateTimer(_ => Save(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        parts.Registry.CertificateClosed += CloseLater;
    }

    public int Port { get; private set; }

    /// <param name="port">0 takes a free one.</param>
    public void Start(int port, X509Certificate2 certificate)
    {
        var options = new MqttServerOptionsBuilder()
            .WithEncryptedEndpoint().WithEncryptedEndpointPort(port).WithEncryptedEndpointBoundIPAddress(IPAddress.Loopback)
            .WithEncryptionCertificate(certificate).WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13).WithClientCertificate(parts.Handshake.IsCertificateAccepted)
            .Build();
        var endpoint = options.TlsEndpointOptions;
        endpoint.ClientCertificateRequired = true;
        endpoint.NoDelay = true;
        endpoint.AllowPacketFragmentation = false;
        parts.Sessions.Load(parts.Presence);
        listener = new MqttTcpServerListener(AddressFamily.InterNetwork, options, endpoint, new BrokerLog(parts.Logs)) { ClientHandler = HandleAsync };
        listener.Start(treatErrorsAsWarning: false, stopping.Token);
        Port = endpoint.Port;
        ticking.Change(Tick, Tick);
    }

    /// <summary>Gives the message to every session with a matching filter.</summary>
    public void Deliver(Message message)
    {
        if (Topic.IngestRule(message.Topic) is not null) return;
        foreach (var session in parts.Sessions.All())
        {
            var delivery = session.IsExpired ? Delivery.NotSubscribed : session.Deliver(message);
            if (delivery == Delivery.Taken) SaveSoon();
            if (delivery == Delivery.Dropped) log.LogWarning("A message on {Topic} to {Client} was discarded: over AWS's limits", message.Topic, session.ClientId);
        }
    }

    public void Dispose()
    {
        if (stopping.IsCancellationRequested) return;
        stopping.Cancel();
        listener?.Dispose();
        parts.Registry.CertificateClosed -= CloseLater;
        ticking.Dispose();
        saving.Dispose();
        if (listener is not null) parts.Sessions.Save(parts.Presence);
        foreach (var session in parts.Sessions.All()) session.Connection?.Close(DisconnectReason.ServerInitiated, MqttDisconnectReasonCode.ServerShuttingDown);
        stopping.Dispose();
    }

    private async Task HandleAsync(IMqttChannelAdapter wire)
    {
        if (await parts.Handshake.RunAsync(wire) is not { } accepted) return;
        using var connection = new Connection(wire, accepted.Who, accepted.KeepAlive, parts.Time);
        var client = Enter(connection, accepted);
        try
        {
            await connection.RunAsync(packet =>
            {
                packets.Handle(packet, client);
                SaveSoon();
            });
        }
        finally
        {
            Leave(client);
        }
    }

    private Client Enter(Connection connection, Accepted accepted)
    {
        lock (gate)
        {
            if (current.TryGetValue(accepted.Who.ClientId, out var previous))
            {
                previous.Connection.Close(DisconnectReason.DuplicateClientId, MqttDisconnectReasonCode.SessionTakenOver);
                Leave(previous);
            }
            var session = parts.Sessions.Open(accepted.Who.ClientId, accepted.Hello.CleanSession, out var resumed);
            session.Expiry = accepted.SessionExpiry;
            connection.Send(Welcome(accepted, resumed));
            session.Attach(connection);
            var client = current[accepted.Who.ClientId] = new Client(connection, session, accepted.Hello);
            parts.Presence.Connected(connection);
            session.Resume();
            SaveSoon();
            return client;
        }
    }

    private readonly Dictionary<string, Client> current = [];

    private void Leave(Client client)
    {
        lock (gate)
        {
            if (!current.TryGetValue(client.Connection.Who.ClientId, out var known) || known != client) return;
            current.Remove(client.Connection.Who.ClientId);
            client.Session.Detach(client.Connection);
            if (stopping.IsCancellationRequested) return;
            packets.PublishWill(client);
            parts.Presence.Disconnected(client.Connection);
            SaveSoon();
        }
    }

    private static MqttConnAckPacket Welcome(Accepted accepted, bool resumed) => new()
    {
        IsSessionPresent = resumed,
        ReturnCode = MqttConnectReturnCode.ConnectionAccepted,
        ReasonCode = MqttConnectReasonCode.Success,
        ServerKeepAlive = (ushort)accepted.KeepAlive.TotalSeconds,
        SessionExpiryInterval = (uint)accepted.SessionExpiry.TotalSeconds,
        MaximumQoS = MqttQualityOfServiceLevel.AtLeastOnce,
        ReceiveMaximum = IotLimits.InFlight,
        MaximumPacketSize = 146 * 1024,
        RetainAvailable = true,
        WildcardSubscriptionAvailable = true,
    };

    private void OnTick()
    {
        parts.Sessions.Sweep();
        foreach (var session in parts.Sessions.All())
        {
            session.Redeliver();
            if (session.Connection is { IsSilentTooLong: true } silent) silent.Close(DisconnectReason.KeepAliveTimeout, MqttDisconnectReasonCode.KeepAliveTimeout);
        }
    }

    private void CloseLater(string certificateId)
    {
        if (parts.Limits.RevocationDelay == TimeSpan.Zero) CloseOf(certificateId);
        else _ = CloseLaterAsync(certificateId);
    }

    private async Task CloseLaterAsync(string certificateId)
    {
        await Task.Delay(parts.Limits.RevocationDelay, parts.Time, CancellationToken.None);
        CloseOf(certificateId);
    }

    private void CloseOf(string certificateId)
    {
        if (parts.Registry.FindCertificate(certificateId) is { IsActive: true }) return;
        foreach (var session in parts.Sessions.All())
        {
            if (session.Connection is { } connection && connection.Who.CertificateId == certificateId) connection.Close(DisconnectReason.AuthError, MqttDisconnectReasonCode.NotAuthorized);
        }
    }

    private void SaveSoon()
    {
        if (Interlocked.Exchange(ref unsaved, 1) == 0 && !stopping.IsCancellationRequested) saving.Change(SaveAfter, Timeout.InfiniteTimeSpan);
    }

    private void Save()
    {
        if (stopping.IsCancellationRequested) return;
        Interlocked.Exchange(ref unsaved, 0);
        try
        {
            parts.Sessions.Save(parts.Presence);
        }
        catch (Exception error)
        {
            log.LogError(error, "The MQTT sessions were not saved");
        }
    }
}

/// <summary>What the broker is made of.</summary>
internal sealed record BrokerParts(
    ThingRegistry Registry, Policies.Authorizer Authorizer, Handshake Handshake, SessionStore Sessions, Presence Presence, MessageRouter Router, RetainedMessages Retained,
    IotLimits Limits, Faults Faults, TimeProvider Time, ILoggerFactory Logs);

/// <summary>One connected client.</summary>
internal sealed record Client(Connection Connection, Session Session, MqttConnectPacket Hello);
