using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet.Exceptions;
using Pennant.Contract;
using Pennant.Device.Jobs;

namespace Pennant.Device.Connection;

/// <summary>Empties the outbox in order, at once while there is a connection. An ack leaves the outbox when the broker has taken it, so one may be told twice and none is lost.</summary>
internal sealed class AckSender(Outbox outbox, BrokerLink link, string printer, TimeProvider time, ILogger<AckSender> log) : BackgroundService
{
    private const int Batch = 16, EnoughCuts = 3;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>The ack after which the connection ended, and how often it did.</summary>
    private (PendingAck? Ack, int Cuts) suspect;

    /// <summary>The broker has them. They stay in the outbox while the disk takes nothing, and are not told again for it.</summary>
    private readonly List<PendingAck> taken = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await outbox.Filled.WaitAsync(stoppingToken);
            try
            {
                await EmptyAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("acks wait: {Reason}", Reasons.Of(e));
                await outbox.Filled.WaitAsync(Retry, time, stoppingToken); // a new connection sets it too
                outbox.Filled.Set();
            }
        }
    }

    private async Task EmptyAsync(CancellationToken ct)
    {
        Forget();
        while (link.IsConnected && outbox.First(Batch) is { Count: > 0 } acks)
        {
            try
            {
                foreach (var ack in InOrder(acks)) await TellAsync(ack, ct);
            }
            finally
            {
                Forget();
            }
        }
    }

    /// <summary>An ack that has cost several connections is tried last.</summary>
    private IEnumerable<PendingAck> InOrder(IReadOnlyList<PendingAck> acks) => acks.OrderBy(IsSuspect);

    private bool IsSuspect(PendingAck ack) => suspect.Cuts >= EnoughCuts && ack.Seq == suspect.Ack!.Seq;

    private async Task TellAsync(PendingAck ack, CancellationToken ct)
    {
        Steps.Log.Telling(ack.Job);
        try
        {
            if (IsSuspect(ack) && taken.Count > 0) throw new ArgumentException($"the broker has ended {suspect.Cuts} connections over it and takes others on the same topic");
            await link.PublishAsync(Topics.Acks(printer), ack.Body, ct);
        }
        catch (ArgumentException e)
        {
            log.LogError("an ack of job {Id} was dropped: {Reason}", ack.Job, e.Message);
        }
        catch (MqttCommunicationException)
        {
            suspect = (ack, suspect.Ack?.Seq == ack.Seq ? suspect.Cuts + 1 : 1);
            throw;
        }
        taken.Add(ack);
        Steps.Log.Told(ack.Job);
    }

    private void Forget()
    {
        if (taken.Count == 0) return;
        outbox.Remove(taken);
        if (taken.Exists(ack => ack.Seq == suspect.Ack?.Seq)) suspect = default;
        Steps.Log.Forgotten(taken[^1].Job);
        taken.Clear();
    }
}
