using System.Buffers;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Pennant.Device.Settings;

namespace Pennant.Device.Connection;

/// <summary>Keeps one connection to the broker. A delivery is acknowledged when its handler has returned, and comes again when the handler threw.</summary>
internal sealed class BrokerLink : BackgroundService
{
    private readonly DeviceSettings settings;
    private readonly Subscribed subscribed;
    private readonly LinkWatch watch;
    private readonly Backoff backoff;
    private readonly LinkOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<BrokerLink> log;
    private readonly IMqttClient client = new MqttClientFactory().CreateMqttClient();
    private readonly TlsCheck tls;
    private readonly Answers answers;
    private readonly Denials denials;
    private readonly Endings endings;
    private readonly Pace pace;
    private readonly Dictionary<string, Action<ReadOnlySequence<byte>>> handlers = [];
    private readonly Signal ended = new();
    private volatile Ending? ending;
    private volatile bool isOwed;

    public BrokerLink(DeviceSettings settings, JournalFile facts, LinkWatch watch, Backoff backoff, LinkOptions options, TimeProvider time, ILogger<BrokerLink> log)
    {
        (this.settings, this.watch, this.backoff, this.options, this.time, this.log) = (settings, watch, backoff, options, time, log);
        (subscribed, answers) = (new Subscribed(facts, log), new Answers(client, options, time));
        (tls, denials, pace) = (new TlsCheck(time), new Denials(options, time), new Pace(options.PublishesPerSecond, time));
        endings = new Endings(watch, denials, backoff.Stable);
        client.ApplicationMessageReceivedAsync += DeliverAsync;
        client.DisconnectedAsync += e =>
        {
            if (!client.IsConnected) End(new Ending(e.Exception is null ? EndedBy.Broker : EndedBy.Network, e.Exception));
            return Task.CompletedTask;
        };
    }

    /// <summary>True from the moment that everything is subscribed.</summary>
    public bool IsConnected { get; private set; }

    public LinkState State => watch.Now;

    /// <summary>False when the loop neither keeps a connection nor tries to get one; true for a moment in between.</summary>
    public bool IsMoving => IsConnected ? client.IsConnected : backoff.SinceTry < 2 * backoff.LongestWait;

    /// <summary>Raised each time that a connection is ready to use.</summary>
    public event Action? Connected;

    public void On(string topic, Action<ReadOnlySequence<byte>> handler) => handlers[topic] = handler;

    /// <summary>Connects anew if a delivery was left unacknowledged: the broker then sends it again.</summary>
    public void AskAgain()
    {
        if (!isOwed) return;
        isOwed = false;
        End(new Ending(EndedBy.Device));
    }

    /// <summary>Publishes at QoS 1. Waits while the policy denies this topic, and when there is too much to send.</summary>
    /// <returns>When the broker has taken it.</returns>
    /// <exception cref="ArgumentException">AWS would end the connection over its size; nothing was sent.</exception>
    /// <exception cref="TimeoutException">No answer: it may or may not have been taken.</exception>
    /// <exception cref="MqttCommunicationException">It may or may not have been taken.</exception>
    public async Task PublishAsync(string topic, byte[] payload, CancellationToken ct)
    {
        if (payload.Length > Limits.PayloadBytes) throw new ArgumentException($"{payload.Length} bytes are more than AWS takes in one message", nameof(payload));
        await denials.RestAsync($"publish {topic}", ct);
        await pace.WaitAsync(ct);
        var message = new MqttApplicationMessage { Topic = topic, PayloadSegment = payload, QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce };
        var result = await RequestAsync($"publish {topic}", limit => client.PublishAsync(message, limit), ct);
        if (!result.IsSuccess) throw new MqttCommunicationException($"the broker answered {result.ReasonCode}");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var lasted = await StayAsync(stoppingToken);
            if (stoppingToken.IsCancellationRequested) break;
            await Task.Delay(backoff.Next(lasted, endings.IsHopeless(lasted)), time, stoppingToken);
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
    private async Task<TimeSpan> StayAsync(CancellationToken ct)
    {
        X509Certificate2? own = null;
        try
        {
            backoff.Trying();
            ended.Clear();
            ending = null;
            tls.Forget();
            own = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key); // each time: it may have been renewed
            await OpenAsync(MqttOptions.Of(settings, own, tls, options), ct);
            return await UseAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception e)
        {
            endings.NotConnected(e, new Diagnosis(tls, own, time));
            log.LogWarning("no connection to {Endpoint}:{Port}, {Code}: {Reason}", settings.Endpoint, settings.MqttPort, watch.Now.Code, Reasons.Of(e));
            await LeaveAsync();
            return TimeSpan.Zero;
        }
        finally
        {
            IsConnected = false;
            own?.Dispose();
        }
    }

    /// <returns>How long it was up.</returns>
    private async Task<TimeSpan> UseAsync(CancellationToken ct)
    {
        var since = time.GetTimestamp();
        IsConnected = true;
        endings.Connected();
        Connected?.Invoke();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var beating = BeatAsync(since, stop.Token);
        await ended.WaitAsync(ct);
        await stop.CancelAsync();
        var lasted = time.GetElapsedTime(since);
        endings.Over(ending!, lasted);
        log.LogWarning("connection to {Endpoint} ended after {Seconds} s, {Code}: {Reason}", settings.Endpoint, (int)lasted.TotalSeconds, watch.Now.Code, ending!.ToString());
        await LeaveAsync();
        await beating;
        return lasted;
    }

    private async Task BeatAsync(long since, CancellationToken stop)
    {
        try
        {
            using var timer = new PeriodicTimer(options.Beat, time);
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (!await IsThereAsync(stop)) return;
                endings.Lasting(time.GetElapsedTime(since));
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task<bool> IsThereAsync(CancellationToken ct)
    {
        if (await answers.PingAsync(ct) is not { } silence) return true;
        End(new Ending(EndedBy.Silence, silence));
        return false;
    }

    private async Task<T> RequestAsync<T>(string request, Func<CancellationToken, Task<T>> send, CancellationToken ct)
    {
        denials.Begin(request);
        try
        {
            var result = await answers.ToAsync(send, ct);
            if (denials.Answered(request)) endings.Connected();
            return result;
        }
        catch (MqttClientNotConnectedException)
        {
            denials.GivenUp(request); // it never went out
            throw;
        }
        catch (TimeoutException)
        {
            denials.GivenUp(request);
            await IsThereAsync(ct); // a broker that answers nothing is not there
            throw;
        }
    }

    private async Task OpenAsync(MqttClientOptions mqtt, CancellationToken ct)
    {
        var answer = await answers.ToAsync(limit => client.ConnectAsync(mqtt, limit), ct);
        if (answer.ResultCode != MqttClientConnectResultCode.Success) throw new RefusedException(answer.ResultCode);
        var filters = string.Join(' ', MqttOptions.Filters(settings.Printer));
        if (!answer.IsSessionPresent || !subscribed.Is(filters))
        {
            var granted = await RequestAsync("subscribe", limit => client.SubscribeAsync(MqttOptions.Subscription(settings.Printer), limit), ct);
            if (granted.Items.FirstOrDefault(i => (int)i.ResultCode > 2) is { } refused) throw new MqttCommunicationException($"the broker refused {refused.TopicFilter.Topic}");
            subscribed.Remember(filters);
        }
        log.LogInformation("connected to {Endpoint}:{Port} as {Printer}, session {Session}", settings.Endpoint, settings.MqttPort, settings.Printer, answer.IsSessionPresent ? "kept" : "new");
    }

    private void End(Ending how)
    {
        ending ??= how;
        ended.Set();
    }

    private async Task LeaveAsync()
    {
        if (client.IsConnected) await client.TryDisconnectAsync(MqttClientDisconnectOptionsReason.NormalDisconnection);
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
        catch (MqttCommunicationException e)
        {
            log.LogWarning("a delivery could not be acknowledged and will come again: {Reason}", e.Message);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ObjectDisposedException))
        {
            log.LogError("a delivery could not be journalled and is not acknowledged: {Reason}", e.Message);
            isOwed = true;
        }
    }
}
