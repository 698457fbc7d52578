using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Keeps the cloud from taking a waiting job for a lost one, and the journal from growing for ever.</summary>
/// <param name="isConnected">Nothing is repeated while nobody listens: what waits in the outbox is enough.</param>
internal sealed class Caretaker(Journal journal, Problems problems, Func<bool> isConnected, TimeProvider time, ILogger<Caretaker> log) : BackgroundService
{
    private const int FinishedJobsKept = 10_000;
    private static readonly TimeSpan FinishedJobsAge = TimeSpan.FromDays(120);
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(5), Cleaning = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        var nextCleaning = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                problems.Set(Problems.Journal, journal.Damage);
                if (isConnected()) journal.Repeat(Limits.AckHeartbeat - (2 * Round));
                if (time.GetTimestamp() < nextCleaning) continue;
                if (journal.Tidy(FinishedJobsKept, FinishedJobsAge) is > 0 and var count) log.LogInformation("{Count} old jobs forgotten", count);
                nextCleaning = time.GetTimestamp() + (long)(Cleaning.TotalSeconds * time.TimestampFrequency);
            }
            catch (Exception e)
            {
                log.LogError("the journal cannot be looked after: {Reason}", e.Message);
            }
        }
    }
}
