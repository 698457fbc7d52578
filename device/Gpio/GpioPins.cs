using System.Device.Gpio;
using Pennant.Device.Settings;

namespace Pennant.Device.Gpio;

/// <summary>The opened pins.</summary>
internal sealed class GpioPins : IDisposable
{
    /// <summary>Where the kernel does not announce edges the pin is looked at so often.</summary>
    private static readonly TimeSpan Polls = TimeSpan.FromMilliseconds(25);

    private readonly GpioController controller;
    private readonly GpioFile pins;
    private readonly TimeProvider time;
    private bool pressedLevelIsHigh;

    private GpioPins(GpioController controller, GpioFile pins, TimeProvider time) => (this.controller, this.pins, this.time) = (controller, pins, time);

    /// <summary>Tries each way until one opens all the pins.</summary>
    /// <exception cref="Exception">Whatever the first way's driver throws, when none does.</exception>
    public static GpioPins Open(GpioFile pins, IReadOnlyList<Func<GpioController>> ways, TimeProvider time)
    {
        List<Exception> failures = [];
        foreach (var way in ways)
        {
            try
            {
                return OpenBy(way(), pins, time);
            }
            catch (Exception e)
            {
                failures.Add(e);
            }
        }
        throw new IOException(failures[0].GetBaseException().Message, failures[0]);
    }

    /// <summary>Shines and listens until it is told to stop or a pin fails; then it is dark.</summary>
    public async Task RunAsync(PanelUse use, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var work = Parts(use, stop.Token).ToArray();
        try
        {
            await Task.WhenAny(work);
            await stop.CancelAsync();
            await Task.WhenAll(work);
        }
        finally
        {
            if (pins.Led is { } led) controller.Write(led, Level(false));
        }
    }

    public void Dispose() => controller.Dispose();

    private static GpioPins OpenBy(GpioController controller, GpioFile pins, TimeProvider time)
    {
        try
        {
            var opened = new GpioPins(controller, pins, time);
            if (pins.Led is { } led) controller.OpenPin(led, PinMode.Output, opened.Level(false));
            if (pins.Button is { } button) opened.OpenButton(button);
            return opened;
        }
        catch
        {
            controller.Dispose();
            throw;
        }
    }

    private void OpenButton(int pin)
    {
        var pull = pins.ButtonPullUp ?? true;
        var mode = pull ? PinMode.InputPullUp : PinMode.InputPullDown;
        controller.OpenPin(pin, controller.IsPinModeSupported(pin, mode) ? mode : PinMode.Input); // then a resistor outside must do it
        pressedLevelIsHigh = !pull;
    }

    private IEnumerable<Task> Parts(PanelUse use, CancellationToken ct)
    {
        if (pins.Led is { } led) yield return new StatusLight(use.Light, use.LightChanged, on => controller.Write(led, Level(on)), time).RunAsync(ct);
        if (pins.Button is not { } pin) yield break;
        var button = new PushButton(() => IsDown(pin), use.ShortPress, use.LongPress, time);
        yield return button.RunAsync(ct);
        if (!Announces(pin, button)) yield return PollAsync(pin, button, ct);
    }

    private bool Announces(int pin, PushButton button)
    {
        try
        {
            controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Rising | PinEventTypes.Falling, (_, _) => button.Moved());
            return true;
        }
        catch (Exception e) when (e is IOException or NotSupportedException or InvalidOperationException or System.Device.Gpio.Drivers.GpiodException)
        {
            return false;
        }
    }

    private async Task PollAsync(int pin, PushButton button, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Polls, time);
        for (var was = false; await timer.WaitForNextTickAsync(ct);)
        {
            if (IsDown(pin) is var down && down != was) button.Moved();
            was = down;
        }
    }

    private bool IsDown(int pin) => controller.Read(pin) == PinValue.High == pressedLevelIsHigh;

    private PinValue Level(bool shines) => shines != (pins.LedActiveLow ?? false) ? PinValue.High : PinValue.Low;
}
