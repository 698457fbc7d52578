using System.Globalization;
using Pennant.Contract;
using Pennant.Local.Web.Paper;
using Pennant.Receipts;

namespace Pennant.Local.Printer;

/// <summary>The virtual printer as the page <c>/paper</c> sees it. A picture is found by its slip's number and by the id of a message on it.</summary>
internal sealed class PaperView : IPaper
{
    private readonly VirtualPrinter printer;
    private readonly PrinterProfile profile;
    private readonly FaultSwitches faults;

    public PaperView(VirtualPrinter printer)
    {
        this.printer = printer;
        profile = PrinterProfile.For(printer.WidthDots);
        faults = new FaultSwitches(printer);
        printer.Slips.Changed += _ => Changed?.Invoke();
        printer.SensorsChanged += () => Changed?.Invoke();
        printer.PaperMoved += () => Changed?.Invoke();
        printer.Changed += () => Changed?.Invoke();
    }

    public event Action? Changed;

    public IReadOnlyList<PaperSlip> Slips =>
        [.. printer.Slips.All.Select(s => new PaperSlip(s.Number.ToString(CultureInfo.InvariantCulture), s.At, s.WidthDots, Millimetres(s.Rows)))];

    public IReadOnlyDictionary<string, bool> Faults => faults.Now;

    public PaperPrinter Printer => new(
        printer.Address, State, printer.Host, printer.WidthDots, Millimetres(printer.UncutRows), [.. printer.Notes.All.Select(note => new PaperNote(note.At, note.Times == 1 ? note.Text : $"{note.Text} ({note.Times} times)"))]);

    private string State => printer switch
    {
        { IsPowered: false } => "Switched off",
        { Sensors.IsCoverOpen: true } => "Cover open",
        { Sensors.Paper: PaperRoll.Out } => "Out of paper",
        { Sensors.Error: PrinterError.CutterJam } => "The cutter is jammed",
        { Sensors.Error: PrinterError.HotHead } => "The head is too hot",
        { Sensors.Error: PrinterError.Unrecoverable } => "Broken until switched off",
        { IsPlugged: false } => "Unplugged",
        { Sensors.IsFeeding: true } => "Paper is fed by the button",
        { Sensors.Paper: PaperRoll.NearEnd } => "Ready, paper low",
        _ => "Ready",
    };

    public byte[]? Png(string name)
    {
        if (name == PaperPrinter.UncutName) return printer.Uncut is { } uncut ? Receipts.Png.Encode(uncut) : null;
        var slip = Names.IsMessageId(name) ? printer.Slips.Of(name)
            : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? printer.Slips.Numbered(number)
            : null;
        return slip?.ReadPng();
    }

    public void SetFault(string name, bool isOn)
    {
        faults.SetAsync(name, isOn).GetAwaiter().GetResult();
        Changed?.Invoke();
    }

    private double Millimetres(int rows) => Math.Round(profile.Millimetres(rows), 1);
}
