namespace Pennant.Local.Printer;

/// <summary>What can happen to paper, cover, cutter and cable: now, or once so much more paper has come out.</summary>
internal sealed class MechanicalFaults(VirtualPrinter printer, Paper paper, Condition condition)
{
    private const string Out = "out", Low = "low", Cover = "cover", Power = "power", Cable = "cable";
    private const int FeedRows = 30;

    /// <summary>Something that waits to happen was set, was forgotten or has happened.</summary>
    public event Action? Changed;

    public bool IsRunningOut => paper.IsAhead(Out);

    public bool IsRunningLow => paper.IsAhead(Low);

    public bool IsCoverOpening => paper.IsAhead(Cover);

    public bool IsPowerFailing => paper.IsAhead(Power);

    public bool IsCableLoosening => paper.IsAhead(Cable);

    public bool JamsAtNextCut
    {
        get => paper.JamsAtNextCut;
        set
        {
            paper.JamsAtNextCut = value;
            Changed?.Invoke();
        }
    }

    /// <summary>A new roll, and an end that was to come is forgotten.</summary>
    public void LoadPaper()
    {
        RunOutAfter(null);
        RunLowAfter(null);
        printer.SetPaper(PaperRoll.Enough);
    }

    /// <param name="millimetres">Null, here and below: not at all.</param>
    public void RunOutAfter(double? millimetres) => After(Out, millimetres, () => printer.SetPaper(PaperRoll.Out));

    public void RunLowAfter(double? millimetres) => After(Low, millimetres, () => printer.SetPaper(PaperRoll.NearEnd));

    public void OpenCoverAfter(double? millimetres) => After(Cover, millimetres, printer.OpenCover);

    /// <summary>What is not printed by then is lost.</summary>
    public void LosePowerAfter(double? millimetres) => After(Power, millimetres, printer.LosePower);

    /// <summary>The connection ends in the middle of the print; what has arrived is printed.</summary>
    public void UnplugAfter(double? millimetres) => After(Cable, millimetres, () => _ = Task.Run(printer.UnplugAsync));

    /// <summary>Stops the printer until it is taken back with <see cref="PrinterError.None"/>, or in the way that the error allows.</summary>
    public void SetError(PrinterError error) => condition.Change(s => s with { Error = error });

    /// <summary>The cash drawer: hosts can see it, and print all the same.</summary>
    public void SetDrawer(bool isOpen) => condition.Change(s => s with { IsDrawerOpen = isOpen });

    /// <summary>Presses the paper feed button for some lines. The printer is off line meanwhile, and says why.</summary>
    /// <returns>Whether paper moved: it does not while the cover is open or the paper is out.</returns>
    public bool PressFeedButton(int lines = 4)
    {
        if (!printer.IsPowered || !condition.Now.IsOnline) return false;
        condition.Change(s => s with { IsFeeding = true });
        paper.Feed(lines * FeedRows);
        condition.Change(s => s with { IsFeeding = false });
        return true;
    }

    private void After(string name, double? millimetres, Action then)
    {
        paper.After(name, millimetres, () =>
        {
            then();
            Changed?.Invoke();
        });
        Changed?.Invoke();
    }
}
