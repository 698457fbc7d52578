using System.Text.Json;
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
internal sealed class PrintLoop(Journal journal, Printer printer, InForce inForce, LocalCopies copies, DeviceState state, PrinterProfile profile, PrinterOptions options, TimeProvider time, ILogger<PrintLoop> log) : BackgroundService
{
    /// <summary>What a job that is inside the printer is given to finish when the program must end.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1.5);

    private (string Id, string TimeZone, Rendered Rendered)? drawn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        inForce.Changed += journal.Arrived.Set;
        copies.Wished += journal.Arrived.Set;
        ReceiptRenderer.Render(new ReceiptContent("."), profile); // loads the fonts, so that the first message does not wait for them
        if (journal.GiveUpInterrupted() is > 0 and var count) log.LogWarning("{Count} jobs were being printed when the device stopped: unconfirmed", count);
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
                await WaitForDiskAsync(e, stoppingToken);
            }
            catch (Exception e)
            {
                log.LogError(e, "the printing loop was surprised and goes on");
                await Task.Delay(options.PollBusy, time, stoppingToken);
                journal.GiveUpInterrupted();
            }
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        journal.Verify();
        var job = journal.Next();
        var check = printer.CheckAsync(ct);
        var receipt = job is null ? null : Draw(job);
        var hold = await check ?? inForce.Hold;
        Report(hold, isPrinting: false);
        if (copies.Take())
            await CopyAsync(hold, ct);
        else if (job is null || (hold is not null && receipt!.Raster is not null))
            await journal.Arrived.WaitAsync(hold is null ? options.PollIdle : options.PollBusy, time, ct);
        else if (receipt!.Raster is not { } raster)
            Fail(job, receipt.Failure!);
        else
            await StartAsync(job, raster, ct);
    }

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
        using var grace = new CancellationTokenSource();
        await using var _ = ct.Register(() => grace.CancelAfter(Grace));
        var outcome = await printer.PrintAsync(raster, ProcessId.Of(job.Id), hold => Report(hold, isPrinting: true), grace.Token);
        Steps.Log.Proved(job.Id);
        await RecordAsync(job.Id, outcome, profile.Millimetres(raster.Height), ct);
        Steps.Log.Recorded(job.Id);
        log.LogInformation("job {Id} attempt {Attempt}: {Outcome}", job.Id, job.Attempt, outcome.Evidence?.ToString() ?? outcome.Detail);
        Report(null, isPrinting: false);
    }

    /// <summary>Prints the last message again, labelled as a copy. Nobody but the person at the button is told of it, and what cannot be printed at once is not kept for later.</summary>
    private async Task CopyAsync(string? hold, CancellationToken ct)
    {
        var last = journal.LastBegun;
        var job = last is null ? null : JsonSerializer.Deserialize(last.Body!, ContractJson.Default.Job)!;
        if (hold is not null || job is null || Draw(job with { Copy = job.Copy ?? job.Id }, inForce.Current.TimeZone).Raster is not { } raster)
        {
            log.LogInformation("no copy is printed: {Reason}", hold ?? "there is no message to copy");
            return;
        }
        Report(null, isPrinting: true);
        using var grace = new CancellationTokenSource();
        await using var _ = ct.Register(() => grace.CancelAfter(Grace));
        var outcome = await printer.PrintAsync(raster, ProcessId.Of($"copy of {job.Id}"), reason => Report(reason, isPrinting: true), grace.Token);
        log.LogInformation("copy of {Id}: {Outcome}", job.Id, outcome.Evidence?.ToString() ?? outcome.Detail);
        if (outcome.Evidence is not null) journal.UsePaper(profile.Millimetres(raster.Height));
        Report(null, isPrinting: false);
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
        log.LogError("the journal cannot be written: {Reason}", e.Message);
        state.Set(s => s with { Hold = HoldReason.DiskFull });
        await Task.Delay(options.PollBusy, time, ct);
    }

    private void Fail(JournalJob job, string code)
    {
        journal.Failed(job.Id, code, code switch
        {
            FailureCode.TooLong => $"longer than {Limits.PaperMillimetres} mm of paper",
            FailureCode.BadImage => "the picture cannot be read",
            _ => "the receipt could not be drawn",
        });
        log.LogWarning("job {Id} failed: {Code}", job.Id, code);
    }

    private Rendered Draw(JournalJob row)
    {
        var zone = inForce.Current.TimeZone;
        if (drawn is { } last && last.Id == row.Id && last.TimeZone == zone) return last.Rendered;
        var rendered = Draw(JsonSerializer.Deserialize(row.Body!, ContractJson.Default.Job)!, zone);
        drawn = (row.Id, zone, rendered);
        return rendered;
    }

    private Rendered Draw(Job job, string zone)
    {
        byte[]? picture = null;
        if (job.Image is { } image && !TryDecode(image, out picture)) return Rendered.BadImage;
        try
        {
            return ReceiptRenderer.Render(ContentOf(job, picture, zone), profile);
        }
        catch (Exception e)
        {
            log.LogError(e, "job {Id} could not be drawn", job.Id);
            return new Rendered(null, FailureCode.NotRendered);
        }
    }

    private static ReceiptContent ContentOf(Job job, byte[]? picture, string zone) =>
        new(job.Text, job.From, picture) { At = job.WrittenAt ?? job.CreatedAt, TimeZone = zone, Id = job.Id, CopyOf = job.Copy };

    private void Report(string? hold, bool isPrinting)
    {
        if (hold != journal.Hold) log.LogInformation("printer {State}", hold is null ? "is ready" : $"holds: {hold}");
        journal.SetHold(hold);
        state.Set(s => s with { Hold = hold, IsPrinting = isPrinting, Status = printer.Status, Abilities = printer.Abilities ?? s.Abilities });
    }

    private static bool TryDecode(string base64, out byte[]? bytes)
    {
        var buffer = new byte[(base64.Length / 4 * 3) + 3];
        var isBase64 = Convert.TryFromBase64String(base64, buffer, out var length);
        bytes = buffer[..length];
        return isBase64;
    }
}
