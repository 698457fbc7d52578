using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>One receipt on its way through the printer, watched until there is proof or none can be expected any more.</summary>
internal sealed class PrintRun(PrinterSession session, PrinterAbilities abilities, PrinterOptions options, TimeProvider time)
{
    /// <summary>A request that went out while the printer was fed waits behind what is in its buffer.</summary>
    private const int PatienceWhilePrinting = 10;

    private long progress = time.GetTimestamp();
    private int sent;
    private bool isAllSent;

    public async Task<PrintOutcome> PrintAsync(PrintData data, string process, Action<PrinterStatus> onStatus, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var proof = session.Expect<ProcessReply>(r => r.Id == process);
        var asking = AskOnAndOnAsync(over.Token);
        try
        {
            var work = SendAndProveAsync(data, process, proof, over.Token);
            while (!await IsDoneAsync(work, over.Token))
            {
                if (Look(onStatus)) progress = time.GetTimestamp();
                else if (time.GetElapsedTime(progress) > Patience && !work.IsCompleted) return GiveUp(proof);
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
            await asking;
            if (abilities.Evidence != Evidence.Confirmed) proof.Dispose(); // nobody will ever answer it
        }
    }

    /// <summary>A printer that stopped taking bytes is waiting for somebody, even if it cannot say so.</summary>
    private TimeSpan Patience => IsStuck ? options.SilentWithin : options.ProofWithin;

    private bool IsStuck => session.StuckFor > PatienceWhilePrinting * options.StatusWithin;

    /// <returns>Whether the printer says that it waits for somebody.</returns>
    private bool Look(Action<PrinterStatus> onStatus)
    {
        if (session.Status is { } status)
        {
            onStatus(status);
            return status.Hold is not null;
        }
        if (IsStuck) onStatus(PrinterStatus.Silent with { Hold = HoldReason.PrinterError });
        return false;
    }

    /// <summary>On this connection the proof may still come, if all of the job is in the printer.</summary>
    private PrintOutcome GiveUp(Expected<ProcessReply> proof)
    {
        var isPossible = isAllSent && abilities.Evidence == Evidence.Confirmed;
        return new PrintOutcome(null, $"the printer gave no answer within {options.ProofWithin.TotalSeconds:0} s") { IsWhole = isAllSent, Late = isPossible ? proof.Task : null };
    }

    private async Task<Evidence> SendAndProveAsync(PrintData data, string process, Expected<ProcessReply> proof, CancellationToken ct)
    {
        foreach (var piece in data.Pieces.SkipLast(1)) await SendAsync(process, piece, ct);
        using var queued = abilities.Evidence == Evidence.Processed ? session.Expect<QueuedReply>() : null;
        await SendAsync(process, data.Pieces[^1], ct);
        isAllSent = true;
        Steps.Log.AllSent(process);
        if (abilities.Evidence == Evidence.Confirmed) await proof.Task.WaitAsync(ct);
        else if (queued is not null) await queued.Task.WaitAsync(ct);
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
        while (abilities.AnswersStatus && await session.AskAsync(options.StatusWithin, ct) is not { Hold: null })
            await Task.Delay(options.PollBusy, time, ct);
    }

    private async Task AskOnAndOnAsync(CancellationToken ct)
    {
        try
        {
            while (abilities.AnswersStatus)
            {
                await session.AskAsync(PatienceWhilePrinting * options.StatusWithin, ct);
                await Task.Delay(options.PollBusy, time, ct);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            return; // the job is over, or the work itself finds the printer lost
        }
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
