using System.Net;
using System.Net.Sockets;
using Pennant.Local.Printer.Commands;
using Pennant.Local.Printer.Wire;
using Pennant.Receipts;

namespace Pennant.Local.Printer;

/// <summary>A receipt printer on TCP that draws its paper, and that can be made to fail in all the ways in which real ones do.</summary>
internal sealed class VirtualPrinter : IAsyncDisposable
{
    private readonly PrinterSettings settings;
    private readonly ILogger log;
    private readonly Condition condition = new();
    private readonly Replies replies;
    private readonly Paper paper;
    private readonly Interpreter interpreter;
    private readonly NetworkPort port;
    private readonly SemaphoreSlim switching = new(1, 1);
    private readonly CommandQueue queue;
    private CancellationTokenSource power = new();

    public VirtualPrinter(PrinterSettings settings, TimeProvider clock, ILoggerFactory logs)
    {
        this.settings = settings;
        log = logs.CreateLogger<VirtualPrinter>();
        Slips = new SlipStore(settings.PaperFolder);
        Notes = new Notes(clock, log);
        replies = new Replies(condition, settings.IsClone);
        paper = new Paper(settings, condition, Slips, clock);
        interpreter = new Interpreter(new Machine(settings, paper, condition, replies, Notes));
        queue = new CommandQueue(interpreter, OnHostDone, log);
        port = new NetworkPort(settings, replies, Input, clock, log) { Began = queue.Add, Requested = Obey };
        Faults = new MechanicalFaults(this, paper, condition);
        condition.Changed += (_, _) => SensorsChanged?.Invoke();
        paper.Moved += () => PaperMoved?.Invoke();
        Input.Changed += Announce;
        replies.Faults.Changed += Announce;
        Faults.Changed += Announce;
        port.HostChanged += Announce;
        Notes.Added += _ => Announce();
    }

    /// <summary>The paper, the cover, or an error.</summary>
    public event Action? SensorsChanged;

    /// <summary>A row of dots came out, or the paper was cut.</summary>
    public event Action? PaperMoved;

    /// <summary>A fault other than those of the sensors, the host, or the notes.</summary>
    public event Action? Changed;

    /// <summary>The one that was asked for, or the free one that was found at the first start.</summary>
    public int Port => port.Number;

    /// <summary>Where to send, host and port.</summary>
    public string Address => $"{EndPoint}";

    public IPEndPoint EndPoint => new(settings.Address, Port);

    public int WidthDots => settings.WidthDots;

    public SlipStore Slips { get; }

    public Notes Notes { get; }

    /// <summary>What happens to paper, cover and cutter.</summary>
    public MechanicalFaults Faults { get; }

    /// <summary>What happens to the host's bytes on their way in.</summary>
    public InputFaults Input { get; } = new();

    /// <summary>What happens to answers on their way out.</summary>
    public ReplyFaults Replies => replies.Faults;

    /// <summary>What hangs out of the printer, not cut yet.</summary>
    public Raster? Uncut => paper.Uncut;

    public int UncutRows => paper.UncutRows;

    public Sensors Sensors => condition.Now;

    public bool IsPowered { get; private set; }

    public bool IsPlugged => port.IsPlugged;

    /// <summary>Who is connected; null when nobody is.</summary>
    public string? Host => port.Host;

    /// <summary>Answers get lost on their way to the host.</summary>
    public bool LosesReplies { get => Replies.LosesAll; set => Replies.LosesAll = value; }

    /// <summary>From now on a cheap copy, or no longer one.</summary>
    public bool IsClone
    {
        get => replies.IsClone;
        set
        {
            replies.IsClone = value;
            Announce();
        }
    }

    /// <summary>Null prints at once.</summary>
    public double? MillimetresPerSecond { get => paper.MillimetresPerSecond; set => paper.MillimetresPerSecond = value; }

    /// <exception cref="SocketException">The port is taken.</exception>
    public Task StartAsync() => PowerOnAsync();

    public void LoadPaper() => Faults.LoadPaper();

    public void SetPaper(PaperRoll roll) => condition.Change(s => s with { Paper = roll });

    /// <summary>The roll ends after so much more paper, in the middle of a row of dots if need be.</summary>
    public void RunOutOfPaperAfter(double millimetres) => Faults.RunOutAfter(millimetres);

    public void OpenCover() => condition.Change(s => s with { IsCoverOpen = true });

    public void CloseCover() => condition.Change(s => s with { IsCoverOpen = false, Error = s.Error == PrinterError.CutterJam ? PrinterError.None : s.Error });

    /// <summary>Until all that has been received by now is on paper, or was thrown away.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation) => queue.WhenIdleAsync(cancellation);

    /// <summary>Somebody takes the paper that hangs out.</summary>
    public void TearOff() => paper.TearOff();

    /// <summary>Pulls the network cable: the connection ends and new ones are refused. What has been received is still printed.</summary>
    public Task UnplugAsync() => SwitchAsync(port.DisconnectAsync);

    public Task PlugAsync() => SwitchAsync(() =>
    {
        if (IsPowered && !IsPlugged) port.Connect();
        return Task.CompletedTask;
    });

    /// <summary>Cuts the power: what was received and not printed is lost, and the half-printed slip stays in the printer.</summary>
    public Task PowerOffAsync() => SwitchAsync(async () =>
    {
        if (!IsPowered) return;
        IsPowered = false;
        await power.CancelAsync();
        await port.DisconnectAsync();
        await queue.WhenStoppedAsync();
        interpreter.Reset();
        condition.Change(s => s with { Error = PrinterError.None });
    });

    public Task PowerOnAsync() => SwitchAsync(() =>
    {
        if (IsPowered) return Task.CompletedTask;
        power = new CancellationTokenSource();
        queue.Start(power.Token);
        port.Connect();
        IsPowered = true;
        return Task.CompletedTask;
    });

    /// <summary>Stops at once, in the middle of a row if need be; the rest of <see cref="PowerOffAsync"/> follows by itself.</summary>
    public void LosePower()
    {
        power.Cancel();
        _ = Task.Run(PowerOffAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await PowerOffAsync();
        power.Dispose();
        port.Dispose();
        switching.Dispose();
    }

    private void OnHostDone()
    {
        if (settings.IsTornOffAfterEachHost) paper.TearOff();
    }

    /// <summary>Real-time commands, on receipt.</summary>
    private void Obey(RealTimeRequest request)
    {
        switch (request.Kind)
        {
            case RealTimeKind.Status when StatusBytes.RealTime(request.Argument, condition.Now) is { } status:
                replies.Send(status);
                break;
            case RealTimeKind.Recover when condition.Now.Error == PrinterError.CutterJam:
                if (request.Argument == 2) queue.DiscardAll();
                condition.Change(s => s with { Error = PrinterError.None });
                break;
            case RealTimeKind.Pulse:
                Notes.Add("The drawer was opened (DLE DC4).");
                break;
            case RealTimeKind.Clear:
                queue.DiscardAll();
                condition.Change(s => s.Error == PrinterError.CutterJam ? s with { Error = PrinterError.None } : s);
                replies.Send(StatusBytes.Cleared);
                break;
        }
    }

    private async Task SwitchAsync(Func<Task> change)
    {
        await switching.WaitAsync();
        try
        {
            await change();
        }
        finally
        {
            switching.Release();
        }
        Announce();
    }

    private void Announce() => Changed?.Invoke();
}
