using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace Pennant.Local.Iot.Mqtt;

/// <summary>What a connected client's packets do. Whoever breaks a rule is disconnected, as AWS does; MQTT 5 also gets a reason.</summary>
internal sealed class PacketHandler(BrokerParts parts, ILogger<PacketHandler> log)
{
    public void Handle(MqttPacket packet, Client client)
    {
        switch (packet)
        {
            case MqttPublishPacket publish:
                Publish(publish, client);
                break;
            case MqttPubAckPacket acknowledged:
                client.Session.Acknowledge(acknowledged.PacketIdentifier);
                break;
            case MqttSubscribePacket subscribe:
                Subscribe(subscribe, client);
                break;
            case MqttUnsubscribePacket unsubscribe:
                Unsubscribe(unsubscribe, client);
                break;
            case MqttPingReqPacket:
                if (!parts.Faults.LosesPings) client.Connection.Send(MqttPingRespPacket.Instance);
                break;
            case MqttDisconnectPacket goodbye:
                Disconnect(goodbye, client);
                break;
            default:
                Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.ProtocolError, $"an unexpected {packet.GetType().Name}");
                break;
        }
    }

    /// <summary>Sends the will unless the client said good-bye.</summary>
    public void PublishWill(Client client)
    {
        var hello = client.Hello;
        if (!hello.WillFlag || client.Connection.Reason == DisconnectReason.ClientInitiated || !parts.Authorizer.MayPublish(client.Connection.Who, hello.WillTopic, hello.WillRetain)) return;
        Route(new Message(hello.WillTopic, hello.WillMessage, (int)hello.WillQoS, hello.WillRetain, hello.ClientId, client.Connection.Who.CertificateId));
    }

    private void Publish(MqttPublishPacket packet, Client client)
    {
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce)
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.QoSNotSupported, "a publish with QoS 2");
        else if (packet.Payload.Length > IotLimits.PayloadBytes)
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.PacketTooLarge, $"a publish of {packet.Payload.Length} bytes");
        else if (!Topic.IsName(packet.Topic))
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.TopicNameInvalid, "an impossible topic name");
        else if (!client.Session.TryCountPublish())
            log.LogWarning("A message on {Topic} from {Client} was discarded: over 100 a second", packet.Topic, client.Session.ClientId);
        else if (!parts.Authorizer.MayPublish(client.Connection.Who, packet.Topic, packet.Retain))
            RefusePublish(packet, client);
        else if (!ReservedTopics.MayPublish(packet.Topic))
            Close(client, DisconnectReason.ForbiddenAccess, MqttDisconnectReasonCode.NotAuthorized, $"a publish to the reserved topic {packet.Topic}");
        else
            Accept(packet, client);
    }

    private void Accept(MqttPublishPacket packet, Client client)
    {
        var message = new Message(packet.Topic, packet.Payload.ToArray(), (int)packet.QualityOfServiceLevel, packet.Retain, client.Session.ClientId, client.Connection.Who.CertificateId);
        if (parts.Faults.HangsUpOn(message))
        {
            Close(client, DisconnectReason.ServerError, null, "a fault was asked for");
            return;
        }
        var isAnswered = packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce && !parts.Faults.LosesPubAck(message);
        Route(message);
        if (isAnswered) client.Connection.Send(new MqttPubAckPacket { PacketIdentifier = packet.PacketIdentifier });
    }

    private void RefusePublish(MqttPublishPacket packet, Client client)
    {
        if (client.Connection.IsMqtt5 && packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
        {
            log.LogWarning("Client {Client} may not publish to {Topic}", client.Session.ClientId, packet.Topic);
            client.Connection.Send(new MqttPubAckPacket { PacketIdentifier = packet.PacketIdentifier, ReasonCode = MqttPubAckReasonCode.NotAuthorized });
        }
        else Close(client, DisconnectReason.AuthError, MqttDisconnectReasonCode.NotAuthorized, $"its policy does not allow a publish to {packet.Topic}");
    }

    private void Route(Message message)
    {
        parts.Retained.Keep(message);
        parts.Router.Publish(message);
    }

    private void Subscribe(MqttSubscribePacket packet, Client client)
    {
        var wanted = packet.TopicFilters;
        if (wanted.Count > IotLimits.FiltersPerSubscribe)
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.QuotaExceeded, $"{wanted.Count} filters in one SUBSCRIBE");
        else if (wanted.Any(filter => filter.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce))
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.QoSNotSupported, "a subscription with QoS 2");
        else if (wanted.Any(filter => !Topic.IsFilter(filter.Topic) || filter.Topic.StartsWith("$share/", StringComparison.Ordinal)))
            Close(client, DisconnectReason.ClientError, MqttDisconnectReasonCode.TopicFilterInvalid, "an impossible topic filter");
        else if (!client.Connection.IsMqtt5 && wanted.Find(filter => !parts.Authorizer.MaySubscribe(client.Connection.Who, filter.Topic)) is { } denied)
            Close(client, DisconnectReason.AuthError, null, $"its policy does not allow a subscription to {denied.Topic}");
        else
            Grant(packet, client);
    }

    private void Grant(MqttSubscribePacket packet, Client client)
    {
        var codes = packet.TopicFilters.Select(filter =>
            !parts.Authorizer.MaySubscribe(client.Connection.Who, filter.Topic) ? MqttSubscribeReasonCode.NotAuthorized
            : !client.Session.Subscribe(filter.Topic, (int)filter.QualityOfServiceLevel) ? MqttSubscribeReasonCode.QuotaExceeded
            : (MqttSubscribeReasonCode)filter.QualityOfServiceLevel).ToList();
        client.Connection.Send(new MqttSubAckPacket { PacketIdentifier = packet.PacketIdentifier, ReasonCodes = codes });
        var granted = packet.TopicFilters.Where((_, at) => codes[at] <= MqttSubscribeReasonCode.GrantedQoS1).ToList();
        if (granted.Count > 0) parts.Presence.Subscriptions(client.Connection, "subscribed", granted.Select(filter => filter.Topic));
        foreach (var filter in granted)
        {
            if (parts.Retained.Find(filter.Topic) is { } kept && parts.Authorizer.MayReceive(client.Connection.Who, kept.Topic))
                client.Connection.Send(new MqttPublishPacket { Topic = kept.Topic, Payload = new(Convert.FromBase64String(kept.Payload)), Retain = true });
        }
    }

    private void Unsubscribe(MqttUnsubscribePacket packet, Client client)
    {
        var codes = packet.TopicFilters.Select(filter => client.Session.Unsubscribe(filter) ? MqttUnsubscribeReasonCode.Success : MqttUnsubscribeReasonCode.NoSubscriptionExisted).ToList();
        client.Connection.Send(new MqttUnsubAckPacket { PacketIdentifier = packet.PacketIdentifier, ReasonCodes = codes });
        parts.Presence.Subscriptions(client.Connection, "unsubscribed", packet.TopicFilters);
    }

    private void Disconnect(MqttDisconnectPacket packet, Client client)
    {
        var asked = TimeSpan.FromSeconds(packet.SessionExpiryInterval);
        if (client.Connection.IsMqtt5 && asked > TimeSpan.Zero && client.Session.Expiry > TimeSpan.Zero) client.Session.Expiry = asked < parts.Limits.SessionExpiry ? asked : parts.Limits.SessionExpiry;
        var keepsWill = client.Connection.IsMqtt5 && packet.ReasonCode == MqttDisconnectReasonCode.DisconnectWithWillMessage;
        client.Connection.Close(keepsWill ? DisconnectReason.ConnectionLost : DisconnectReason.ClientInitiated);
    }

    private void Close(Client client, string reason, MqttDisconnectReasonCode? code, string why)
    {
        log.LogWarning("MQTT client {Client} is disconnected: {Why}", client.Session.ClientId, why);
        client.Connection.Close(reason, code);
    }
}
