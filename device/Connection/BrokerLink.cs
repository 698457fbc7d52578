using System.Buffers;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Pennant.Device.Jobs;
using Pennant.Device.Settings;

namespace Pennant.Device.Connection;

/// <summary>Keeps one connection to the broker. A delivery is acknowledged when its handler has returned, and comes again when the handler threw.</summary>
internal sealed class BrokerLink : BackgroundService
{
    private readonly DeviceSettings settings;
    private readonly JournalFile facts;
    private readonly Backoff backoff;
    private readonly TimeProvider time;
    private readonly ILogger<BrokerLink> log;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly Dictionary<string, Action<ReadOnlySequence<byte>>> handlers = [];
    private readonly Signal ended = new();
    private volatile bool isOwed;

    public BrokerLink(DeviceSettings settings, JournalFile facts, Backoff backoff, TimeProvider time, ILogger<BrokerLink> log)
    {
        (this.settings, this.facts, this.backoff, this.time, this.log) = (settings, facts, backoff, time, log);
        client.ApplicationMessageReceivedAsync += DeliverAsync;
        client.DisconnectedAsync += _ =>
        {
            ended.Set();
            return Task.CompletedTask;
        };
    }

    /// <summary>True from the moment that everything is subscribed.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>False when the loop neither keeps a connection nor tries to get one; true for a moment in between.</summary>
    public bool IsMoving => IsConnected ? client.IsConnected : backoff.SinceTry < 2 * Backoff.Longest;

    /// <summary>Raised each time that a connection is ready to use.</summary>
    public event Action? Connected;

    public void On(string topic, Action<ReadOnlySequence<byte>> handler) => handlers[topic] = handler;

    /// <summary>Connects anew if a delivery was left unacknowledged: the broker then sends it again.</summary>
    public void AskAgain()
    {
        if (!isOwed) return;
        isOwed = false;
        ended.Set();
    }

    /// <summary>Publishes at QoS 1.</summary>
    /// <returns>When the broker has taken it.</returns>
    /// <exception cref="MqttCommunicationException">It may or may not have been taken.</exception>
    public async Task PublishAsync(string topic, byte[] payload, CancellationToken ct)
    {
        var message = new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce };
        var result = await client.PublishAsync(message, ct);
        if (!result.IsSuccess) throw new MqttCommunicationException($"the broker answered {result.ReasonCode}");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var options = MqttOptions.Of(settings);
        while (!stoppingToken.IsCancellationRequested)
        {
            var lasted = await StayAsync(options, stoppingToken);
            if (stoppingToken.IsCancellationRequested) break;
            await Task.Delay(backoff.Next(lasted), time, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LeaveAsync();
    }

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    /// <returns>How long the connection was up.</returns>
    private async Task<TimeSpan> StayAsync(MqttClientOptions options, CancellationToken ct)
    {
        var since = 0L;
        try
        {
            backoff.Trying();
            ended.Clear();
            await OpenAsync(options, ct);
            since = time.GetTimestamp();
            IsConnected = true;
            Connected?.Invoke();
            await ended.WaitAsync(ct);
            log.LogWarning("connection to {Endpoint} ended", settings.Endpoint);
            await LeaveAsync();
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            log.LogWarning("no connection to {Endpoint}:{Port}: {Reason}", settings.Endpoint, settings.MqttPort, Reasons.Of(e));
            await LeaveAsync();
        }
        finally
        {
            IsConnected = false;
        }
        return since == 0 ? TimeSpan.Zero : time.GetElapsedTime(since);
    }

    private void Remember(string filters)
    {
        try
        {
            facts.SetFact(Facts.Subscribed, filters);
        }
        catch (SqliteException e)
        {
            log.LogWarning("the subscription could not be noted and will be made again: {Reason}", e.Message);
        }
    }

    private async Task LeaveAsync()
    {
        if (client.IsConnected) await client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection);
    }

    private async Task OpenAsync(MqttClientOptions options, CancellationToken ct)
    {
        var answer = await client.ConnectAsync(options, ct);
        var filters = string.Join(' ', MqttOptions.Filters(settings.Printer));
        if (!answer.IsSessionPresent || facts.Fact(Facts.Subscribed) != filters)
        {
            var granted = await client.SubscribeAsync(MqttOptions.Subscription(settings.Printer), ct);
            if (granted.Items.FirstOrDefault(i => (int)i.ResultCode > 2) is { } refused) throw new MqttCommunicationException($"the broker refused {refused.TopicFilter.Topic}");
            Remember(filters);
        }
        log.LogInformation("connected to {Endpoint}:{Port} as {Printer}, session {Session}", settings.Endpoint, settings.MqttPort, settings.Printer, answer.IsSessionPresent ? "kept" : "new");
    }

    private async Task DeliverAsync(MqttApplicationMessageReceivedEventArgs delivery)
    {
        delivery.AutoAcknowledge = false;
        try
        {
            if (handlers.TryGetValue(delivery.ApplicationMessage.Topic, out var handle)) handle(delivery.ApplicationMessage.Payload);
            await delivery.AcknowledgeAsync(CancellationToken.None);
            Steps.Log.Acknowledged(delivery.ApplicationMessage.Topic);
        }
        catch (SqliteException e)
        {
            log.LogError("a delivery could not be journalled and is not acknowledged: {Reason}", e.Message);
            isOwed = true;
        }
        catch (MqttCommunicationException e)
        {
            log.LogWarning("a delivery could not be acknowledged and will come again: {Reason}", e.Message);
        }
    }
}
