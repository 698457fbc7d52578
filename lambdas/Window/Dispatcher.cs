using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Lambdas.Messages;

namespace Pennant.Lambdas.Window;

/// <summary>Fills a printer's window with its oldest queued messages, in order. May be asked at any time, by many at once and again.</summary>
internal sealed class Dispatcher(MessageTable table, PrinterWindow window, JobPublisher jobs, Executions executions, TimeProvider clock, Log log)
{
    private static readonly Backoff Busy = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(160));

    /// <summary>Fills the window if a place is free and a message waits for one. Only reads where all is well.</summary>
    public async Task LookAsync(string printer)
    {
        var (reading, occupied) = (table.QueueAsync(printer), window.PlacesAsync(printer));
        await Task.WhenAll(reading, occupied);
        var (messages, places, now) = ((await reading).Messages, await occupied, clock.GetUtcNow());
        if (places.Count < Limits.Window && messages.Any(message => message.Status == MessageState.Queued || Filling.IsStranded(message, now))) await FillAsync(printer, [], []);
    }

    /// <param name="left">Messages that will not use their places again.</param>
    /// <param name="hints">Queued messages that the index may not show yet.</param>
    public async Task FillAsync(string printer, IReadOnlyCollection<string> left, IReadOnlyList<Message> hints)
    {
        var take = left.Count == 0 ? hints.MinBy(hint => hint.Turn)?.Id : null;
        // An idle printer's queue is read while its window is opened; behind another dispatcher, what was read would be out of date.
        var (reading, opening) = (table.QueueAsync(printer), OpenAsync(printer, take, hints));
        await Task.WhenAll(reading, opening);
        if (await opening is not { Lease: { } lease } opened) return;
        await new Filling(lease, table, jobs, executions, clock, log).RunAsync(opened.HasWaited ? await table.QueueAsync(printer) : await reading, left, hints);
    }

    /// <summary>Waits for its turn.</summary>
    /// <returns>No lease: the window is full, and rightly so.</returns>
    private async Task<(WindowLease? Lease, bool HasWaited)> OpenAsync(string printer, string? take, IReadOnlyList<Message> hints)
    {
        var (me, hasWaited) = (Guid.NewGuid().ToString("N"), false);
        for (var tries = 1; ; tries++)
        {
            var opened = await window.TryOpenAsync(printer, me, take);
            if (opened.Lease is not null) return (opened.Lease, hasWaited);
            hasWaited = true;
            if (opened.Occupied is null) await Busy.PauseAsync(tries, clock);
            else if (await IsWorthOpeningAsync(opened.Occupied, hints)) take = null;
            else return (null, hasWaited);
        }
    }

    /// <summary>The window has no place for the message: is one held by a message that is not in flight, or did a dispatcher end half-way?</summary>
    private async Task<bool> IsWorthOpeningAsync(Dictionary<string, string> occupied, IReadOnlyList<Message> hints)
    {
        if (occupied.Count < Limits.Window || hints.Any(hint => occupied.ContainsKey(hint.Id))) return true;
        var holders = await table.FindAsync(occupied.Keys);
        return holders.Count < occupied.Count || holders.Any(holder => Filling.HasLeft(holder) || holder.Status == MessageState.Queued || Filling.IsStranded(holder, clock.GetUtcNow()));
    }
}
