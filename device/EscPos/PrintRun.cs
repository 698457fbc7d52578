using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>One receipt on its way through the printer, watched until there is proof or none can be expected any more.</summary>
internal sealed class PrintRun(PrinterSession session, PrinterAbilities abilities, PrinterOptions options, TimeProvider time)
{
    private long progress = time.GetTimestamp();
    private int sent;

    public async Task<PrintOutcome> PrintAsync(PrintData data, string process, Action<PrinterStatus> onStatus, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            var work = SendAndProveAsync(data, process, over.Token);
            while (!await IsDoneAsync(work, over.Token))
            {
                var status = await StatusAsync(over.Token);
                if (status is not null) onStatus(status);
                if (status?.Hold is not null) progress = time.GetTimestamp();
                else if (time.GetElapsedTime(progress) > options.ProofWithin && !work.IsCompleted)
                    return new PrintOutcome(null, $"the printer gave no answer within {options.ProofWithin.TotalSeconds:0} s");
            }
            return new PrintOutcome(await work);
        }
        catch (IOException e)
        {
            return new PrintOutcome(null, $"the printer was lost while printing: {e.Message}");
        }
        finally
        {
            await over.CancelAsync();
        }
    }

    private async Task<Evidence> SendAndProveAsync(PrintData data, string process, CancellationToken ct)
    {
        var completed = session.Expect<ProcessReply>(r => r.Id == process);
        foreach (var piece in data.Pieces.SkipLast(1)) await SendAsync(process, piece, ct);
        var queued = abilities.Evidence == Evidence.Processed ? session.Expect<QueuedReply>(_ => true) : null;
        await SendAsync(process, data.Pieces[^1], ct);
        Steps.Log.AllSent(process);
        if (abilities.Evidence == Evidence.Confirmed) await completed.WaitAsync(ct);
        else if (queued is not null) await queued.WaitAsync(ct);
        else await ReadyAgainAsync(ct);
        return abilities.Evidence;
    }

    private async Task SendAsync(string process, byte[] piece, CancellationToken ct)
    {
        await session.SendAsync(piece, ct);
        sent += piece.Length;
        Steps.Log.Sent(process, sent);
        progress = time.GetTimestamp();
    }

    /// <summary>A printer that cannot say more took the bytes; one that can at least tell its state must not be waiting for a person.</summary>
    private async Task ReadyAgainAsync(CancellationToken ct)
    {
        while (abilities.StatusKinds.Length > 0 && await StatusAsync(ct) is not { Hold: null })
            await Task.Delay(options.PollBusy, time, ct);
    }

    /// <returns>Null when the printer said nothing that is true now.</returns>
    private async Task<PrinterStatus?> StatusAsync(CancellationToken ct)
    {
        if (abilities.StatusKinds.Length > 0 && await session.AskAsync(abilities.StatusKinds, options.StatusWithin, ct) is { } answers)
            return PrinterStatus.FromRealTime(answers);
        return session.Automatic;
    }

    private async Task<bool> IsDoneAsync(Task work, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var first = await Task.WhenAny(work, session.Changed.WaitAsync(options.PollBusy, time, stop.Token));
        await stop.CancelAsync();
        ct.ThrowIfCancellationRequested();
        return first == work;
    }
}
