using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pennant.Tests.Device.Transports;

/// <summary>The printer's end of a serial line: whatever is plugged in at the other end is a terminal device of the kernel.</summary>
internal sealed class PseudoTerminal : IDisposable
{
    private const int ReadWrite = 2, NoControllingTerminal = 0x100, NonBlocking = 0x800;
    private const short Readable = 1, Writable = 4;
    private readonly SafeFileHandle master;

    /// <summary>Keeps the line up while the device has not opened it or has closed it.</summary>
    private readonly SafeFileHandle slave;

    public PseudoTerminal()
    {
        master = Check(posix_openpt(ReadWrite | NoControllingTerminal | NonBlocking));
        if (grantpt(master) != 0 || unlockpt(master) != 0) throw new IOException("no pseudo-terminal");
        var name = new byte[64];
        if (ptsname_r(master, name, name.Length) != 0) throw new IOException("the pseudo-terminal has no name");
        Path = System.Text.Encoding.ASCII.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        slave = Check(open(Path, ReadWrite | NoControllingTerminal | NonBlocking));
    }

    /// <summary>e.g. <c>/dev/pts/3</c>.</summary>
    public string Path { get; }

    /// <summary>The cable is pulled.</summary>
    public bool IsUnplugged => master.IsClosed;

    /// <summary>The line's flags as the kernel has them: input, control, speed.</summary>
    public (uint Input, uint Control, uint Speed) Settings
    {
        get
        {
            const nuint getLine = 0x802C542A;
            var settings = new byte[44];
            if (ioctl(slave, getLine, settings) != 0) throw new IOException("the line has no settings");
            return (BitConverter.ToUInt32(settings, 0), BitConverter.ToUInt32(settings, 8), BitConverter.ToUInt32(settings, 40));
        }
    }

    /// <summary>Bytes pass as they are, as they do on a device that is no line.</summary>
    public void MakeRaw()
    {
        const nuint setLine = 0x402C542B;
        const byte eightBits = 0xBF, clocked = 0x08; // CS8, CREAD, B38400; CLOCAL
        var settings = new byte[44];
        (settings[8], settings[9], settings[17 + 6]) = (eightBits, clocked, 1);
        if (ioctl(slave, setLine, settings) != 0) throw new IOException("the line cannot be made raw");
    }

    /// <summary>What has come from the computer, or nothing after a short while without any.</summary>
    public byte[] Read()
    {
        var buffer = new byte[4096];
        if (!Wait(Readable)) return [];
        var count = (int)read(master, buffer, buffer.Length);
        return count > 0 ? buffer[..count] : [];
    }

    /// <returns>False when the cable is pulled.</returns>
    public bool Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (IsUnplugged) return false;
            if (!Wait(Writable)) continue;
            var count = (int)write(master, bytes.ToArray(), bytes.Length);
            if (count > 0) bytes = bytes[count..];
        }
        return true;
    }

    public void Unplug()
    {
        slave.Dispose();
        master.Dispose();
    }

    public void Dispose() => Unplug();

    private bool Wait(short what)
    {
        const int patience = 20;
        try
        {
            Watched[] watched = [new() { File = (int)master.DangerousGetHandle(), Wanted = what }];
            return poll(watched, 1, patience) > 0 && (watched[0].Seen & what) != 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    private static SafeFileHandle Check(SafeFileHandle file) => file.IsInvalid ? throw new IOException("no pseudo-terminal") : file;

    [StructLayout(LayoutKind.Sequential)]
    private struct Watched
    {
        public int File;
        public short Wanted;
        public short Seen;
    }

    [DllImport("libc")]
    private static extern SafeFileHandle posix_openpt(int flags);

    [DllImport("libc")]
    private static extern int grantpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int unlockpt(SafeFileHandle master);

    [DllImport("libc")]
    private static extern int ptsname_r(SafeFileHandle master, byte[] name, nint length);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern SafeFileHandle open(string path, int flags);

    [DllImport("libc")]
    private static extern nint read(SafeFileHandle file, byte[] buffer, nint count);

    [DllImport("libc")]
    private static extern nint write(SafeFileHandle file, byte[] buffer, nint count);

    [DllImport("libc")]
    private static extern int poll([In, Out] Watched[] files, nuint count, int milliseconds);

    [DllImport("libc")]
    private static extern int ioctl(SafeFileHandle file, nuint request, byte[] argument);
}
