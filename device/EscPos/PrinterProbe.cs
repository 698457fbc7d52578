using System.Security.Cryptography;
using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>
/// Finds out what a printer can do by asking it, and is a fence at the same time: what is answered after it was asked after everything that an earlier connection or an unconfirmed job left in the printer.
/// </summary>
/// <remarks>
/// <c>GS ( H</c> is asked with an id that was never used before. An answer to <c>GS r</c> has no id, so three are asked at once and must be answered, while a job ends with one: what is left of earlier jobs
/// can be one or two and is not taken for them.
/// </remarks>
/// <param name="first">Sent before everything else.</param>
internal sealed class PrinterProbe(PrinterSession session, byte[] first, PrinterOptions options, TimeProvider time)
{
    private const int Fence = 3, PatienceForBytes = 10;
    private const string IdCharacters = "!#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~";

    private readonly long started = time.GetTimestamp();
    private readonly string id = RandomNumberGenerator.GetString(IdCharacters, 4);
    private Expected<TextReply>? model;
    private Expected<ProcessReply>? completion;
    private Expected<QueuedReply>[] queued = [];

    /// <summary>For how long nobody can tell.</summary>
    public TimeSpan Waiting => time.GetElapsedTime(started);

    /// <summary>The name that the printer gives itself; null until it does.</summary>
    public string? Model => model is { Task.IsCompletedSuccessfully: true } named ? named.Task.Result.Text : null;

    /// <summary>Ask when the printer holds nothing back, and again until it is known.</summary>
    /// <param name="patience">A printer that says nothing for so long cannot.</param>
    /// <returns>Null while nobody can tell: a printer that works through what an earlier connection left in it says that it is ready, and answers only after that. It must not be taken for one that
    /// cannot answer.</returns>
    /// <exception cref="IOException">The connection is gone.</exception>
    public async Task<Evidence?> EvidenceAsync(TimeSpan patience, CancellationToken ct)
    {
        var isFirst = completion is null;
        if (isFirst) await AskAsync(ct);
        if (await IsAnsweredAsync(isFirst ? options.StatusWithin : options.Quiet, ct)) // later there is a printer to be asked for its state in between
            return completion!.Task.IsCompletedSuccessfully ? Evidence.Confirmed : Evidence.Processed;
        return Waiting < patience ? null : Evidence.Written;
    }

    /// <summary>What the printer is equipped with; null when it does not say. Ask when the evidence is known.</summary>
    public async Task<byte?> EquipmentAsync(CancellationToken ct)
    {
        using var answer = session.Expect<QueuedReply>();
        await SendAsync([.. Commands.AskEquipment, .. Commands.Initialize], ct);
        return await answer.CameAsync(options.StatusWithin, time, ct) ? answer.Task.Result.Status : null;
    }

    /// <exception cref="IOException">The printer does not take it.</exception>
    public async Task SendAsync(byte[] bytes, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(PatienceForBytes * options.StatusWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await session.SendAsync(bytes, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new IOException("the printer takes no bytes");
        }
    }

    private async Task AskAsync(CancellationToken ct)
    {
        model = session.Expect<TextReply>();
        completion = session.Expect<ProcessReply>(r => r.Id == id);
        queued = [.. Enumerable.Range(0, Fence).Select(_ => session.Expect<QueuedReply>())];
        // What a model without GS ( H takes for text stays in its line buffer, and the second ESC @ empties that.
        await SendAsync(
            [
                .. first, .. Commands.Initialize, .. Commands.AutomaticStatusOff, .. Commands.AskModel, .. Commands.AskCompletion(id), .. Commands.Initialize,
                .. Commands.AskQueued, .. Commands.AskQueued, .. Commands.AskQueued,
            ], ct);
    }

    private async Task<bool> IsAnsweredAsync(TimeSpan limit, CancellationToken ct)
    {
        var fence = Task.WhenAll(queued.Select(q => q.Task));
        try
        {
            await (await Task.WhenAny(completion!.Task, fence).WaitAsync(limit, time, ct));
        }
        catch (TimeoutException)
        {
            return false;
        }
        // The fence was asked last: when it is answered first, the other request was passed over.
        if (!completion.Task.IsCompletedSuccessfully) await QuietAsync(ct);
        return true;
    }

    /// <summary>Answers that are one too many belong to earlier requests.</summary>
    private async Task QuietAsync(CancellationToken ct)
    {
        while (true)
        {
            using var another = session.Expect<QueuedReply>();
            if (!await another.CameAsync(options.Quiet, time, ct)) return;
        }
    }
}
