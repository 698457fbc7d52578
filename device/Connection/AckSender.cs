using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Jobs;

namespace Pennant.Device.Connection;

/// <summary>Empties the outbox in order, at once while there is a connection. An ack leaves the outbox when the broker has taken it, so one may be told twice and none is lost.</summary>
internal sealed class AckSender(Outbox outbox, BrokerLink link, string printer, TimeProvider time, ILogger<AckSender> log) : BackgroundService
{
    private const int Batch = 16;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

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
                await Task.Delay(Retry, time, stoppingToken);
                outbox.Filled.Set();
            }
        }
    }

    private async Task EmptyAsync(CancellationToken ct)
    {
        while (link.IsConnected && outbox.First(Batch) is { Count: > 0 } acks)
        {
            PendingAck? taken = null;
            try
            {
                foreach (var ack in acks)
                {
                    Steps.Log.Telling(ack.Job);
                    await link.PublishAsync(Topics.Acks(printer), ack.Body, ct);
                    taken = ack;
                    Steps.Log.Told(ack.Job);
                }
            }
            finally
            {
                if (taken is not null) Forget(taken);
            }
        }
    }

    private void Forget(PendingAck last)
    {
        outbox.RemoveUpTo(last.Seq);
        Steps.Log.Forgotten(last.Job);
    }
}
