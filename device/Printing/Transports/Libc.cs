using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Pennant.Device.Printing.Transports;

/// <summary>The calls of Linux that .NET has no name for. Numbers as on x64 and arm64.</summary>
internal static partial class Libc
{
    public const int ReadWrite = 0x2, WriteOnly = 0x1, NoControllingTerminal = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;
    public const int AccessDenied = 13, NotPermitted = 1, ReadOnlyFileSystem = 30, WouldBlock = 11, Interrupted = 4, InvalidArgument = 22;
    public const short Readable = 0x1, Writable = 0x4, Failed = 0x8, HungUp = 0x10, Invalid = 0x20;

    /// <summary>Bytes that a line has not sent yet; which of them to forget; going on after XOFF.</summary>
    public const nuint Unsent = 0x5411, Forget = 0x540B, GoOn = 0x540A;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, Span<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint count);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<Watched> files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial SafeFileHandle Bell(uint count, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, Span<byte> argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, nint argument);

    public static IOException Problem(string what, int error) => new($"{what}: {Marshal.GetPInvokeErrorMessage(error)}");

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Watched
    {
        public int File;
        public short Wanted;
        public short Seen;
    }
}
