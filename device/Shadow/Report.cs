using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Device.Settings;

namespace Pennant.Device.Shadow;

/// <summary>What does not change while the program runs.</summary>
/// <param name="Agent">Version of this program.</param>
/// <param name="Transport">e.g. <c>tcp</c>.</param>
internal sealed record PrinterSetup(string Agent, string Transport);

/// <summary>Everything that the device says of itself, collected.</summary>
internal sealed class Report
{
    private readonly Journal journal;
    private readonly DeviceState state;
    private readonly InForce inForce;
    private readonly Desired desired;
    private readonly PaperRoll roll;
    private readonly Problems problems;
    private readonly PrinterSetup setup;

    public Report(Journal journal, DeviceState state, InForce inForce, Desired desired, PaperRoll roll, Problems problems, PrinterSetup setup)
    {
        (this.journal, this.state, this.inForce, this.desired, this.roll, this.problems, this.setup) = (journal, state, inForce, desired, roll, problems, setup);
        state.Changed += Look;
        inForce.Changed += () => Changed?.Invoke();
        desired.Changed += () => Changed?.Invoke();
        problems.Changed += () => Changed?.Invoke();
        journal.Written += () => Changed?.Invoke();
        Look();
    }

    /// <summary>Raised, on any thread, when the next report may differ.</summary>
    public event Action? Changed;

    public JsonObject ToJson() => JsonSerializer.SerializeToNode(Now(), ContractJson.Default.ReportedShadow)!.AsObject();

    public ReportedShadow Now()
    {
        var (now, settings) = (state.Now, inForce.Current);
        return new ReportedShadow
        {
            Agent = setup.Agent,
            Printer = now.Abilities is { } able ? new PrinterReport(able.Model, able.WidthDots, able.Evidence, setup.Transport, able.HasCutter) : null,
            State = now.Hold is not null ? "held" : now.IsPrinting ? "printing" : "idle",
            Hold = now.Hold,
            Paper = new PaperReport(now.Status.Paper, Math.Round(journal.UsedMillimetres, 1), roll.Left(settings.PaperRollMm)),
            Queue = journal.Unfinished,
            LastPrinted = journal.LastPrinted,
            Paused = settings.Paused,
            QuietHours = settings.QuietHours,
            Density = settings.Density,
            Cut = settings.Cut && now.Abilities?.HasCutter != false,
            Copies = settings.Copies,
            Led = settings.Led,
            PaperRollMm = settings.PaperRollMm,
            TimeZone = settings.TimeZone,
            Refused = desired.Refused.Count > 0 ? desired.Refused : null,
            Problems = problems.All is { Count: > 0 } all ? all : null,
        };
    }

    private void Look()
    {
        roll.Look(state.Now.Status);
        desired.Look(state.Now.Abilities);
        Changed?.Invoke();
    }
}
