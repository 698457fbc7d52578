using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Device.Settings;
using Pennant.Receipts;

namespace Pennant.Device.Printing;

/// <summary>Feeds the printer: one job at a time, oldest first, and nothing while the printer says that it would not print or its owner forbids it.</summary>
internal sealed class PrintLoop(Journal journal, Printer printer, InForce inForce, LocalCopies copies, DeviceState state, Func<PrinterAbilities, int?, Raster> drawTest, PrinterOptions options, TimeProvider time, ILogger<PrintLoop> log) : BackgroundService
{
    /// <summary>What a job that is inside the printer is given to finish when the program must end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private readonly JobDrawing drawing = new(log);
    private readonly LateProofs late = new(journal.Arrived.Set);

    /// <summary>Before anything is begun: at the start, and after a surprise.</summary>
    private bool mustGiveUp = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inForce.Changed += journal.Arrived.Set;
        copies.Wished += journal.Arrived.Set;
        printer.Spoke += journal.Arrived.Set;
        state.Set(s => s with { Abilities = printer.LastKnown });
        JobDrawing.WarmUp(printer.Profile);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await StepAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (SqliteException e)
            {
                mustGiveUp = true;
                await WaitForDiskAsync(e, stoppingToken);
            }
            catch (Exception e)
            {
                log.LogError(e, "the printing loop was surprised and goes on");
                mustGiveUp = true;
                await Task.Delay(options.PollBusy, time, stoppingToken);
            }
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        journal.Verify();
        GiveUpInterrupted();
        foreach (var proof in late.Come()) TakeLate(proof);
        var job = journal.Next();
        var check = printer.CheckAsync(ct);
        if (job is not null) Draw(job); // while the printer is asked
        var printerIs = await check;
        var hold = printerIs.Hold ?? inForce.Hold;
        var isFed = hold is null && printerIs.IsReady;
        var receipt = job is null ? null : Draw(job); // again, if the printer turned out to be another than it was thought to be
        Report(hold, isPrinting: false);
        if (copies.TakeSlip() is { } slip)
            await TestAsync(slip, isFed ? null : hold ?? "the printer is busy", ct);
        else if (copies.Take())
            await CopyAsync(isFed ? null : hold ?? "the printer is busy", ct);
        else if (job is null || (!isFed && receipt!.Raster is not null))
            await WaitAsync(isFed, hold, ct);
        else if (receipt!.Raster is not { } raster)
            Fail(job, receipt.Failure!);
        else
            await StartAsync(job, raster, ct);
    }

    /// <summary>A printer that is reached and lost again at once is not tried as fast as it can be lost.</summary>
    private Task WaitAsync(bool isFed, string? hold, CancellationToken ct) => hold == HoldReason.PrinterUnreachable
        ? Task.Delay(options.PollBusy, time, ct)
        : journal.Arrived.WaitAsync(isFed ? options.PollIdle : options.PollBusy, time, ct);

    private async Task StartAsync(JournalJob job, Raster raster, CancellationToken ct)
    {
        Steps.Log.Starting(job.Id);
        if (!journal.Begin(job.Id)) return;
        Steps.Log.Started(job.Id);
        await PrintAsync(job, raster, ct);
    }

    private async Task PrintAsync(JournalJob job, Raster raster, CancellationToken ct)
    {
        Report(null, isPrinting: true);
        var millimetres = PaperOf(raster);
        using var grace = new CancellationTokenSource();
        await using var _ = ct.Register(() => grace.CancelAfter(Grace));
        var outcome = await printer.PrintAsync(raster, Style, ProcessId.Of(job.Id), hold => Report(hold, isPrinting: true), grace.Token);
        Steps.Log.Proved(job.Id);
        await RecordAsync(job.Id, outcome, millimetres, ct);
        late.Watch(job.Id, millimetres, outcome);
        Steps.Log.Recorded(job.Id);
        log.LogInformation("job {Id} attempt {Attempt}: {Outcome}", job.Id, job.Attempt, outcome.Evidence?.ToString() ?? outcome.Detail);
        Report(null, isPrinting: false);
    }

    /// <summary>Prints the last message again, labelled as a copy. Nobody but the person at the button is told of it, and what cannot be printed at once is not kept for later.</summary>
    private async Task CopyAsync(string? hold, CancellationToken ct)
    {
        var last = journal.LastBegun;
        var job = last is null ? null : JobDrawing.JobOf(last);
        if (hold is not null || job is null || drawing.Draw(job with { Copy = job.Copy ?? job.Id }, printer.Profile, inForce.Current.TimeZone).Raster is not { } raster)
        {
            log.LogInformation("no copy is printed: {Reason}", hold ?? "there is no message to copy");
            return;
        }
        Report(null, isPrinting: true);
        using var grace = new CancellationTokenSource();
        await using var _ = ct.Register(() => grace.CancelAfter(Grace));
        var outcome = await printer.PrintAsync(raster, Style with { Copies = 1 }, ProcessId.Of($"copy of {job.Id}"), reason => Report(reason, isPrinting: true), grace.Token);
        log.LogInformation("copy of {Id}: {Outcome}", job.Id, outcome.Evidence?.ToString() ?? outcome.Detail);
        if (outcome.Evidence is not null) journal.UsePaper(printer.Profile.Millimetres(raster.Height));
        Report(null, isPrinting: false);
    }

    /// <summary>Prints a calibration slip. Like a copy it is told to nobody but the person who asked, and what cannot be printed at once is not kept.</summary>
    private async Task TestAsync(LocalSlip slip, string? hold, CancellationToken ct)
    {
        if (hold is not null)
        {
            slip.Tell(new SlipOutcome(hold, null));
            return;
        }
        try
        {
            Report(null, isPrinting: true);
            using var grace = new CancellationTokenSource();
            await using var _ = ct.Register(() => grace.CancelAfter(Grace));
            var raster = drawTest(printer.Abilities!, slip.WidthDots);
            var outcome = await printer.PrintAsync(raster, Style with { Copies = 1 }, ProcessId.Of($"test {time.GetTimestamp()}"), reason => Report(reason, isPrinting: true), grace.Token);
            slip.Tell(new SlipOutcome(null, outcome));
            log.LogInformation("test slip: {Outcome}", outcome.Evidence?.ToString() ?? outcome.Detail);
            if (outcome.Evidence is not null) journal.UsePaper(printer.Profile.Millimetres(raster.Height));
            Report(null, isPrinting: false);
        }
        finally
        {
            slip.Tell(new SlipOutcome("the device could not print it and says why in its log", null)); // nobody waits for ever
        }
    }

    /// <summary>What is known of paper is not let go of because the disk is full.</summary>
    private async Task RecordAsync(string id, PrintOutcome outcome, double millimetres, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                if (outcome.Evidence is { } evidence) journal.Printed(id, evidence, millimetres);
                else journal.Unconfirmed(id, outcome.Detail!);
                return;
            }
            catch (SqliteException e)
            {
                await WaitForDiskAsync(e, ct);
            }
        }
    }

    private async Task WaitForDiskAsync(SqliteException e, CancellationToken ct)
    {
        var hold = journal.Trouble ?? HoldReason.DiskFull;
        if (state.Now.Hold != hold) log.LogError("the journal cannot be written: {Reason}", e.Message); // once, not every second
        state.Set(s => s with { Hold = hold });
        copies.TakeSlip()?.Tell(new SlipOutcome(hold, null));
        copies.Take(); // what cannot be printed at once is not kept for later
        await Task.Delay(options.PollBusy, time, ct);
    }

    private void Fail(JournalJob job, string code)
    {
        journal.Failed(job.Id, code, code switch
        {
            FailureCode.TooLong => $"longer than {Limits.PaperMillimetres} mm of paper",
            FailureCode.BadImage => "the picture cannot be read",
            FailureCode.Undecodable => "it was damaged on the device's disk",
            _ => "the receipt could not be drawn",
        });
        log.LogWarning("job {Id} failed: {Code}", job.Id, code);
    }

    private PrintStyle Style => new(inForce.Current.Copies, inForce.Current.Cut, inForce.Current.Density);

    private double PaperOf(Raster raster) => printer.Profile.Millimetres(raster.Height) * inForce.Current.Copies;

    private Rendered Draw(JournalJob job) => drawing.Draw(job, printer.Profile, inForce.Current.TimeZone);

    private void GiveUpInterrupted()
    {
        if (!mustGiveUp) return;
        var count = journal.GiveUpInterrupted();
        mustGiveUp = false;
        if (count == 0) return;
        printer.ExpectRest();
        log.LogWarning("{Count} jobs were being printed when the device stopped: unconfirmed", count);
    }

    /// <summary>Paper beats bookkeeping.</summary>
    private void TakeLate(LateProof proof)
    {
        journal.Printed(proof.Id, Evidence.Confirmed, proof.Millimetres);
        late.Settle(proof);
        log.LogInformation("job {Id}: on paper after all, the printer says so now", proof.Id);
    }

    private void Report(string? hold, bool isPrinting)
    {
        if (hold != journal.Hold) log.LogInformation("printer {State}", hold is null ? "is ready" : $"holds: {hold}");
        try
        {
            journal.SetHold(hold);
        }
        catch (SqliteException e) when (isPrinting)
        {
            log.LogError("a hold could not be journalled: {Reason}", e.Message); // what is in the printer goes on
        }
        state.Set(s => s with { Hold = hold, IsPrinting = isPrinting, Status = printer.Status, Abilities = printer.Abilities ?? s.Abilities });
    }
}
