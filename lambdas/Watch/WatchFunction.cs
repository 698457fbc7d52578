using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Watch;

/// <summary>Looks at every printer and its queue, again and again: an alarm needs data for as long as something is wrong, also when nobody sends anything.</summary>
internal sealed class WatchFunction(KnownPrinters printers, Shadows shadows, MessageTable table, TimeProvider clock, Log log)
{
    /// <summary>Printers asked at the same time.</summary>
    private const int AtOnce = 20;

    /// <summary>Names in the log line; the metric counts all.</summary>
    private const int MostNames = 20;

    /// <exception cref="Exception">A printer could not be asked. Half a count would end an alarm that should stay: nothing is told, and AWS Lambda tries again.</exception>
    public async Task HandleAsync(ScheduledEvent look)
    {
        var looks = new List<Look>();
        foreach (var some in (await log.TellingAsync(printers.ListAsync)).Chunk(AtOnce))
            looks.AddRange(await Task.WhenAll(some.Select(printer => log.TellingAsync(() => LookAsync(printer), (LogFields.Printer, printer)))));
        var offline = looks.Where(look => look.IsOffline).Select(look => look.Printer).ToArray();
        var oldest = looks.Select(look => look.Oldest).OfType<Message>().MinBy(message => message.Turn);
        log.Measure(offline.Length > 0 ? LogLevels.Warn : LogLevels.Info, "watched", [(Metrics.PrintersOffline, offline.Length), (Metrics.QueueAge, AgeOf(oldest?.CreatedAt))],
            ("printers", looks.Count), ("offline", offline.Length > 0 ? string.Join(' ', offline.Take(MostNames)) : null),
            (LogFields.MessageId, oldest?.Id), (LogFields.Printer, oldest?.Printer));
    }

    /// <summary>A printer that was never connected is being set up, not off line.</summary>
    private async Task<Look> LookAsync(string printer)
    {
        var (shadow, oldest) = (shadows.ReadAsync(printer), table.OldestAsync(printer));
        await Task.WhenAll(shadow, oldest);
        return new Look(printer, (await shadow)?.Reported.Connection?.State == Shadows.Offline, await oldest);
    }

    private double AgeOf(DateTimeOffset? at) => at is { } since ? Math.Max(0, Math.Round((clock.GetUtcNow() - since).TotalSeconds, 3)) : 0;

    private sealed record Look(string Printer, bool IsOffline, Message? Oldest);
}

/// <summary>What EventBridge sends at its times; that it does is all there is to know.</summary>
internal sealed record ScheduledEvent;
