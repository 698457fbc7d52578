using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Printing;
using Pennant.Device.Printing.Transports;
using Pennant.Receipts;

namespace Pennant.Device.EscPos;

/// <summary>The printer: keeps one connection open, knows what the printer can do, and prints one receipt at a time.</summary>
/// <param name="widthDots">Null asks the printer.</param>
/// <param name="hasCutter">Null asks the printer.</param>
internal sealed class Printer(Transport transport, int? widthDots, bool? hasCutter, PrinterMemory memory, PrinterOptions options, TimeProvider time, ILogger log) : IAsyncDisposable
{
    private const int MostIds = 10_000;
    private static readonly TimeSpan AsksTheSilent = TimeSpan.FromMinutes(1);

    private readonly HashSet<string> usedIds = [];
    private PrinterSession? session;
    private PrinterProbe? probe;
    private bool? answersStatus;
    private long asked;
    private bool isTorn;

    /// <summary>Raised, on any thread, when the printer speaks without being asked or is lost.</summary>
    public event Action? Spoke;

    /// <summary>Null until the printer was seen ready once, and again while it is in doubt.</summary>
    public PrinterAbilities? Abilities { get; private set; }

    /// <summary>What it could do when it was last seen ready, perhaps before this program was started.</summary>
    public PrinterAbilities? LastKnown => Abilities ?? memory.Last;

    public PrinterStatus Status { get; private set; } = PrinterStatus.Silent;

    /// <summary>What is to be drawn for it.</summary>
    public PrinterProfile Profile => PrinterProfile.For(widthDots ?? LastKnown?.WidthDots ?? PrinterProfile.DefaultWidthDots);

    /// <summary>Whether the printer would print now; opens the connection when there is none.</summary>
    public async Task<Readiness> CheckAsync(CancellationToken ct)
    {
        try
        {
            var current = session ??= await OpenAsync(ct);
            Status = await AskAsync(current, ct);
            if (Status.Hold is not null) return Readiness.Held(Status.Hold);
            if (Abilities is null) await ProbeAsync(current, ct);
            return Abilities is not null ? Readiness.Ready : probe!.Waiting < options.ProofWithin ? Readiness.Busy : Readiness.Held(HoldReason.PrinterError);
        }
        catch (Exception e) when (e is IOException or SocketException or TimeoutException)
        {
            log.LogDebug("printer unreachable: {Reason}", e.Message);
            await CloseAsync();
            return Readiness.Held(HoldReason.PrinterUnreachable);
        }
    }

    /// <summary>Prints one receipt. Call it right after <see cref="CheckAsync"/> said that the printer is ready.</summary>
    /// <param name="process">Told apart from those of every other job on this connection.</param>
    /// <param name="onHold">Told why the printer waits in the middle of it, and null when it goes on.</param>
    /// <remarks>When <paramref name="ct"/> ends first nobody knows what came out.</remarks>
    public async Task<PrintOutcome> PrintAsync(Raster raster, PrintStyle style, string process, Action<string?> onHold, CancellationToken ct)
    {
        var id = Unused(process);
        var data = PrintData.Of(raster, style, Abilities!, id, transport.PieceBytes);
        var run = new PrintRun(session!, Abilities!, options, time);
        isTorn = true; // until it is known to be whole
        try
        {
            var outcome = await run.PrintAsync(data, id, status =>
            {
                Status = status;
                onHold(status.Hold);
            }, ct);
            isTorn = outcome is { Evidence: null, IsWhole: false };
            if (outcome.Evidence is null) (Abilities, probe) = (null, null); // asked again, behind the job: until then the printer is fed nothing
            return outcome;
        }
        finally
        {
            if (isTorn) await CloseAsync();
        }
    }

    /// <summary>An earlier run of this program ended inside a job: the printer may still be waiting for the rest of a command.</summary>
    public void ExpectRest() => isTorn = true;

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task<PrinterSession> OpenAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.OpenWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var opened = new PrinterSession(await transport.OpenAsync(either.Token), time);
            opened.Spoke += () => Spoke?.Invoke();
            return opened;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException("the printer did not take the connection in time");
        }
    }

    /// <summary>Real-time requests are answered by a printer that is busy, off line or out of paper: silence of one that could answer means that it is off or gone, however long it lasts.</summary>
    /// <exception cref="IOException">The printer says nothing, and it could once; or it does for the first time.</exception>
    private async Task<PrinterStatus> AskAsync(PrinterSession current, CancellationToken ct)
    {
        if (answersStatus == false && time.GetElapsedTime(asked) < AsksTheSilent) return current.Status ?? PrinterStatus.Silent;
        asked = time.GetTimestamp();
        if (await current.AskAsync(options.StatusWithin, ct) is { } status)
        {
            var isFirst = answersStatus == false; // on a serial line it was only switched off
            answersStatus = true;
            return isFirst ? throw new IOException("the printer speaks, and is asked anew what it can do") : status;
        }
        if (answersStatus == true || memory.Last?.AnswersStatus == true) throw new IOException("the printer does not answer any more");
        if (current.StuckFor is not null) throw new IOException("the printer takes no bytes");
        answersStatus = false;
        return PrinterStatus.Silent;
    }

    /// <summary>Leaves <see cref="Abilities"/> unknown while nobody can tell: the printer is fed nothing until somebody can.</summary>
    private async Task ProbeAsync(PrinterSession current, CancellationToken ct)
    {
        probe ??= new PrinterProbe(current, isTorn ? Commands.Rest(transport.PieceBytes) : [], options, time);
        if (await probe.EvidenceAsync(Patience, ct) is not { } evidence) return;
        var isAsked = hasCutter is null && probe.Model is not null && PrinterModels.Find(probe.Model)?.HasCutter is null && evidence != Evidence.Written;
        var form = PrinterForm.Of(widthDots, hasCutter, probe.Model, isAsked ? await probe.EquipmentAsync(ct) : null);
        var found = new PrinterAbilities(answersStatus == true, probe.Model, evidence, form.WidthDots, form.HasCutter);
        if (evidence == Evidence.Confirmed) await probe.SendAsync(Commands.AutomaticStatusOn, ct);
        if (isTorn) await probe.SendAsync(PrintData.End(found, cut: true), ct); // what was printed of the broken-off receipt does not become the top of the next one
        isTorn = false;
        if (found != memory.Last)
            log.LogInformation("printer {Model} gives {Evidence}, has {Width} dots ({WidthFrom}), cutter {Cutter} ({CutterFrom})", found.Model ?? "of unknown model", evidence, form.WidthDots, form.WidthFrom, form.HasCutter, form.CutterFrom);
        memory.Keep(found);
        Abilities = found;
    }

    /// <summary>Silence is believed at once of a printer that never said more, and late of one that did.</summary>
    private TimeSpan Patience => memory.Last?.Evidence switch
    {
        Evidence.Confirmed or Evidence.Processed => options.SilentWithin,
        Evidence.Written => TimeSpan.Zero,
        _ => answersStatus == true ? options.ProofWithin : TimeSpan.Zero,
    };

    /// <summary>An answer that is still on its way must not be taken for another job's.</summary>
    private string Unused(string process)
    {
        if (usedIds.Count >= MostIds) usedIds.Clear(); // of a connection that lasts for years no answer is that late
        var id = process;
        while (!usedIds.Add(id)) id = ProcessId.Of($"{process}{usedIds.Count}{id}");
        return id;
    }

    private async Task CloseAsync()
    {
        if (session is { } old) await old.DisposeAsync();
        usedIds.Clear();
        (session, probe, answersStatus, Abilities, Status) = (null, null, null, null, PrinterStatus.Silent);
    }
}
