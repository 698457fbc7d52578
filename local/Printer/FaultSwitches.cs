using Pennant.Local.Printer.Wire;

namespace Pennant.Local.Printer;

/// <summary>Everything that can be made to go wrong with the virtual printer, each as a switch with a name.</summary>
internal sealed class FaultSwitches
{
    /// <summary>Of a common 58 mm or 80 mm printer, in mm a second.</summary>
    private const double RealSpeed = 60;

    /// <summary>When what is to happen soon does.</summary>
    private const double Soon = 20;

    private const int SmallBuffer = 4096;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, (Func<bool> IsOn, Func<bool, Task> Set)> switches = [];

    public FaultSwitches(VirtualPrinter printer)
    {
        AddPaper(printer, printer.Faults);
        AddPower(printer, printer.Faults);
        AddErrors(printer, printer.Faults);
        AddReplies(printer.Replies);
        AddInput(printer.Input);
        Add("clone", () => printer.IsClone, on => printer.IsClone = on);
        Add("slow", () => printer.MillimetresPerSecond is not null, on => printer.MillimetresPerSecond = on ? RealSpeed : null);
        Add("drawer_open", () => printer.Sensors.IsDrawerOpen, printer.Faults.SetDrawer);
        Add("feed_button", () => false, on => Press(on, () => printer.Faults.PressFeedButton()));
        Add("tear_off", () => false, on => Press(on, printer.TearOff));
    }

    public IReadOnlyDictionary<string, bool> Now => switches.ToDictionary(fault => fault.Key, fault => fault.Value.IsOn());

    public Task SetAsync(string name, bool isOn) => switches[name].Set(isOn);

    private void AddPaper(VirtualPrinter printer, MechanicalFaults faults)
    {
        Add("paper_low", () => printer.Sensors.Paper == PaperRoll.NearEnd, on => printer.SetPaper(on ? PaperRoll.NearEnd : PaperRoll.Enough));
        Add("paper_out", () => printer.Sensors.Paper == PaperRoll.Out, on => Choose(on, () => printer.SetPaper(PaperRoll.Out), printer.LoadPaper));
        Add("cover_open", () => printer.Sensors.IsCoverOpen, on => Choose(on, printer.OpenCover, printer.CloseCover));
        Add("paper_low_soon", () => faults.IsRunningLow, on => faults.RunLowAfter(on ? Soon : null));
        Add("paper_out_soon", () => faults.IsRunningOut, on => faults.RunOutAfter(on ? Soon : null));
        Add("cover_open_soon", () => faults.IsCoverOpening, on => faults.OpenCoverAfter(on ? Soon : null));
    }

    private void AddPower(VirtualPrinter printer, MechanicalFaults faults)
    {
        Add("unplugged", () => !printer.IsPlugged, on => on ? printer.UnplugAsync() : printer.PlugAsync());
        Add("power_off", () => !printer.IsPowered, on => on ? printer.PowerOffAsync() : printer.PowerOnAsync());
        Add("unplugged_soon", () => faults.IsCableLoosening, on => faults.UnplugAfter(on ? Soon : null));
        Add("power_off_soon", () => faults.IsPowerFailing, on => faults.LosePowerAfter(on ? Soon : null));
    }

    private void AddErrors(VirtualPrinter printer, MechanicalFaults faults)
    {
        Add("cutter_jam", () => faults.JamsAtNextCut || printer.Sensors.Error == PrinterError.CutterJam, on =>
        {
            faults.JamsAtNextCut = on;
            if (!on && printer.Sensors.Error == PrinterError.CutterJam) faults.SetError(PrinterError.None);
        });
        Add("hot_head", () => printer.Sensors.Error == PrinterError.HotHead, on => faults.SetError(on ? PrinterError.HotHead : PrinterError.None));
        Add("broken", () => printer.Sensors.Error == PrinterError.Unrecoverable, on => faults.SetError(on ? PrinterError.Unrecoverable : PrinterError.None));
    }

    private void AddReplies(ReplyFaults faults)
    {
        Add("lose_replies", () => faults.LosesAll, on => faults.LosesAll = on);
        Add("lose_next_confirmation", () => faults.LosesNextConfirmation, on => faults.LosesNextConfirmation = on);
        Add("lose_every_third", () => faults.LosesEveryNth == 3, on => faults.LosesEveryNth = on ? 3 : 0);
        Add("delay_replies", () => faults.Delay > TimeSpan.Zero, on => faults.Delay = on ? Delay : TimeSpan.Zero);
        Add("confirm_earlier_job", () => faults.ConfirmsEarlierJob, on => faults.ConfirmsEarlierJob = on);
        Add("reply_noise", () => faults.AddsNoise, on => faults.AddsNoise = on);
        Add("interrupt_replies", () => faults.InterruptsReplies, on => faults.InterruptsReplies = on);
        Add("xoff_in_replies", () => faults.SendsXoffInsideReplies, on => faults.SendsXoffInsideReplies = on);
    }

    private void AddInput(InputFaults faults)
    {
        Add("drop_bytes", () => faults.IsDropping, on => Choose(on, () => faults.DropEvery(4_000, 16), faults.StopDropping));
        Add("overrun", () => faults.OverrunsAt > 0, on => faults.OverrunsAt = on ? SmallBuffer : 0);
        Add("xoff", () => faults.SendsXoff, on => faults.SendsXoff = on);
    }

    private void Add(string name, Func<bool> isOn, Action<bool> set) => Add(name, isOn, on =>
    {
        set(on);
        return Task.CompletedTask;
    });

    private void Add(string name, Func<bool> isOn, Func<bool, Task> set) => switches.Add(name, (isOn, set));

    private static void Choose(bool isOn, Action on, Action off) => (isOn ? on : off)();

    private static void Press(bool isPressed, Action action)
    {
        if (isPressed) action();
    }
}
