using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;

namespace Pennant.Device.Connection;

/// <summary>Publishes the <c>reported</c> part of the classic shadow when it differs from what was published last, at most once a second.</summary>
internal sealed class ShadowReporter(BrokerLink link, Journal journal, DeviceState state, PrinterSetup setup, string printer, TimeProvider time, ILogger<ShadowReporter> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private string? published;
    private volatile bool isNew;

    /// <summary>A new connection: what was published on an earlier one may be gone.</summary>
    public void StartOver()
    {
        isNew = true;
        state.Changed.Set();
    }

    /// <summary>What the broker said to an earlier request; only a refusal is news.</summary>
    public void TakeRefusal(System.Buffers.ReadOnlySequence<byte> payload) =>
        log.LogWarning("the shadow was refused: {Answer}", Encoding.UTF8.GetString(payload));

    /// <summary>A new printer has no shadow yet; the first report makes it.</summary>
    public void TakeAbsence(System.Buffers.ReadOnlySequence<byte> payload) =>
        log.LogDebug("the shadow could not be read: {Answer}", Encoding.UTF8.GetString(payload));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await state.Changed.WaitAsync(stoppingToken);
            try
            {
                if (link.IsConnected) await ReportAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("the shadow waits: {Reason}", Reasons.Of(e));
                state.Changed.Set();
            }
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    private async Task ReportAsync(CancellationToken ct)
    {
        if (isNew)
        {
            await link.PublishAsync($"{Topics.Shadow(printer)}/get", [], ct);
            (isNew, published) = (false, null);
        }
        var update = Update(Now());
        if (update == published) return;
        await link.PublishAsync($"{Topics.Shadow(printer)}/update", Encoding.UTF8.GetBytes(update), ct);
        published = update;
    }

    /// <summary>What the shadow should say at this moment.</summary>
    public ReportedShadow Now()
    {
        var now = state.Now;
        return new ReportedShadow
        {
            Agent = setup.Agent,
            Printer = now.Abilities is { } able ? new PrinterReport(able.Model, setup.WidthDots, able.Evidence, setup.Transport, setup.HasCutter) : null,
            State = now.Hold is not null ? "held" : now.IsPrinting ? "printing" : "idle",
            Hold = now.Hold,
            Paper = new PaperReport(now.Status.Paper, Math.Round(journal.UsedMillimetres, 1)),
            Queue = journal.Unfinished,
            LastPrinted = journal.LastPrinted,
        };
    }

    private static string Update(ReportedShadow reported)
    {
        var node = JsonSerializer.SerializeToNode(reported, ContractJson.Default.ReportedShadow)!.AsObject();
        node.TryAdd("hold", null); // in a shadow null removes what an earlier report said
        return new JsonObject { ["state"] = new JsonObject { ["reported"] = node } }.ToJsonString();
    }
}

/// <summary>What does not change while the program runs.</summary>
/// <param name="Agent">Version of this program.</param>
/// <param name="Transport">e.g. <c>tcp</c>.</param>
internal sealed record PrinterSetup(string Agent, int WidthDots, string Transport, bool HasCutter);
