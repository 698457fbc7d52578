using System.Device.Gpio;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device;
using Pennant.Device.Gpio;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Panel;

/// <summary>Light and button on a virtual board, on a clock that only a test moves.</summary>
internal sealed class GpioRig : IAsyncDisposable
{
    public const int Led = 17, Button = 27;
    private readonly GpioPanel panel;
    private readonly Signal changed = new();
    private LightState light = LightState.Ready;

    public GpioRig(GpioFile? pins = null, VirtualGpio? board = null, params IEnumerable<Func<GpioController>> first)
    {
        Board = board ?? new VirtualGpio();
        Ways = [.. first, () => new GpioController(Board)];
        panel = new GpioPanel(pins ?? new GpioFile(Led, Button), Ways, new PanelUse(() => light, changed, () => Presses.Add("short"), () => Presses.Add("long")), Problems, Time, NullLogger<GpioPanel>.Instance);
    }

    public FakeTimeProvider Time { get; } = new();

    public VirtualGpio Board { get; private set; }

    public IReadOnlyList<Func<GpioController>> Ways { get; }

    public Problems Problems { get; } = new();

    public Recorder<string> Presses { get; } = new();

    public LightState Light
    {
        set
        {
            light = value;
            changed.Set();
        }
    }

    public async Task<GpioRig> StartAsync()
    {
        await panel.StartAsync(CancellationToken.None);
        return this;
    }

    /// <summary>Presses or lets go, with the contact bouncing, and waits until that has been looked at: once, when the contact is still.</summary>
    public async Task MoveAsync(bool isDown, int bounces = 0)
    {
        var reads = Board.Reads;
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var i = 0; i < bounces; i++)
        {
            Board.Pull(Button, isDown == (i % 2 == 1));
            Time.Advance(TimeSpan.FromMilliseconds(5));
            await tick.WaitForNextTickAsync(CancellationToken.None); // time enough for a hasty look
        }
        Board.Pull(Button, !isDown);
        Assert.Equal(reads, Board.Reads);
        await UntilAsync(() => Board.Reads > reads, PushButton.Settles, "a look at the button");
    }

    /// <summary>Lets the clock go on in such steps until it is so; between them the device has time enough to do what is due.</summary>
    public async Task UntilAsync(Func<bool> holds, TimeSpan step, string what)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        for (var i = 1; !holds(); i++)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"never came: {what}");
            if (i % 25 == 1) Time.Advance(step);
            await tick.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await panel.StopAsync(CancellationToken.None);
        panel.Dispose();
        Board.Dispose();
    }
}
