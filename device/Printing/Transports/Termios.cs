using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pennant.Device.Printing.Transports;

/// <summary>Sets a serial line up by the kernel's own <c>termios2</c>, which takes any speed and is the same for every C library.</summary>
internal static class Termios
{
    private const nuint SetLine = 0x402C542B;
    private const int Size = 44, InputFlags = 0, ControlFlags = 8, Characters = 17, InputSpeed = 36, OutputSpeed = 40;
    private const uint EightBits = 0x30, Receives = 0x80, IgnoresModem = 0x800, AnySpeed = 0x1000, AnyInputSpeed = AnySpeed << 16, HardwareFlow = 0x8000_0000, SoftwareFlow = 0x400;
    private const int AtLeast = 6, Start = 8, Stop = 9;
    private const byte Xon = 0x11, Xoff = 0x13;

    /// <summary>Raw bytes both ways. With <see cref="FlowControl.XonXoff"/> the kernel obeys the printer's XOFF and XON; it never sends one itself, because it would stand inside a command.</summary>
    /// <exception cref="IOException">The file is no line, or it cannot do this.</exception>
    public static void Set(SafeFileHandle line, int baud, FlowControl flow)
    {
        Span<byte> settings = stackalloc byte[Size];
        settings.Clear();
        Write(settings[InputFlags..], flow == FlowControl.XonXoff ? SoftwareFlow : 0);
        Write(settings[ControlFlags..], EightBits | Receives | IgnoresModem | AnySpeed | AnyInputSpeed | (flow == FlowControl.RtsCts ? HardwareFlow : 0));
        Write(settings[InputSpeed..], (uint)baud);
        Write(settings[OutputSpeed..], (uint)baud);
        (settings[Characters + AtLeast], settings[Characters + Start], settings[Characters + Stop]) = (1, Xon, Xoff);
        if (Libc.Control(line, SetLine, settings) < 0) throw Libc.Problem("the serial line cannot be set up", Marshal.GetLastPInvokeError());
        const nint received = 0, resume = 1;
        // What an earlier connection was answered is nobody's now, and an XOFF from before has lost its meaning.
        if (Libc.Control(line, Libc.Forget, received) < 0 || Libc.Control(line, Libc.GoOn, resume) < 0)
            throw Libc.Problem("the serial line cannot be cleared", Marshal.GetLastPInvokeError());
    }

    private static void Write(Span<byte> at, uint value) => MemoryMarshal.Write(at, value);
}
