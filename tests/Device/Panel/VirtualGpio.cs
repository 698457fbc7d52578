using System.Device.Gpio;

namespace Pennant.Tests.Device.Panel;

/// <summary>A board with 28 pins in memory: remembers what is written, and its button is pressed by a test. Like a real one it refuses a pin that is taken.</summary>
internal sealed class VirtualGpio : GpioDriver
{
    private readonly Lock gate = new();
    private readonly Dictionary<int, (PinMode Mode, PinValue Value)> pins = [];
    private readonly Dictionary<int, PinChangeEventHandler> listeners = [];
    private int reads;

    /// <summary>Every level that was written to a pin.</summary>
    public Recorder<(int Pin, bool IsHigh)> Written { get; } = new();

    /// <summary>Announces no edges, as some kernels do.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>Fails at every touch from now on.</summary>
    public bool IsBroken { get; set; }

    public int Reads => Volatile.Read(ref reads);

    public PinMode ModeOf(int pin)
    {
        lock (gate) return pins[pin].Mode;
    }

    public bool IsHigh(int pin)
    {
        lock (gate) return pins.TryGetValue(pin, out var now) && now.Value == PinValue.High;
    }

    public bool IsListenedTo(int pin)
    {
        lock (gate) return listeners.ContainsKey(pin);
    }

    /// <summary>Sets the level from outside, as a contact does.</summary>
    public void Pull(int pin, bool isHigh)
    {
        PinChangeEventHandler? listener;
        lock (gate)
        {
            pins[pin] = pins[pin] with { Value = isHigh ? PinValue.High : PinValue.Low };
            listener = listeners.GetValueOrDefault(pin);
        }
        listener?.Invoke(this, new PinValueChangedEventArgs(isHigh ? PinEventTypes.Rising : PinEventTypes.Falling, pin));
    }

    protected override int PinCount => 28;

    protected override void OpenPin(int pinNumber)
    {
        lock (gate)
        {
            if (IsBroken) throw new IOException("Device or resource busy");
            pins[pinNumber] = (PinMode.Input, PinValue.Low);
        }
    }

    protected override void ClosePin(int pinNumber)
    {
        lock (gate)
        {
            pins.Remove(pinNumber);
            listeners.Remove(pinNumber);
        }
    }

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        lock (gate) pins[pinNumber] = (mode, mode == PinMode.InputPullUp ? PinValue.High : PinValue.Low);
    }

    protected override PinMode GetPinMode(int pinNumber) => ModeOf(pinNumber);

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Interlocked.Increment(ref reads);
        lock (gate) return IsBroken ? throw new IOException("No such device") : pins[pinNumber].Value;
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        lock (gate)
        {
            if (IsBroken) throw new IOException("No such device");
            pins[pinNumber] = pins[pinNumber] with { Value = value };
        }
        Written.Add((pinNumber, value == PinValue.High));
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException("unexpected");

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        if (IsDeaf) throw new IOException("Could not reconfigure lines");
        lock (gate) listeners[pinNumber] = callback;
    }

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        lock (gate) listeners.Remove(pinNumber);
    }
}
