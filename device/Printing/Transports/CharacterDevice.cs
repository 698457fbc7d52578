using System.Runtime.InteropServices;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;

namespace Pennant.Device.Printing.Transports;

/// <summary>A device's file, read and written without blocking; one thread waits for both. Unplugging ends every read and write with an <see cref="IOException"/>.</summary>
internal sealed class CharacterDevice : AsyncStream
{
    /// <summary>After a read that gave nothing: some USB printers answer every request for data with none, as fast as they are asked.</summary>
    private static readonly TimeSpan AfterNothing = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LooksAgain = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle file, bell;
    private readonly TimeProvider time;
    private readonly Channel<byte[]> received = Channel.CreateUnbounded<byte[]>(new UnboundedChannelOptions { SingleWriter = true, SingleReader = true });
    private readonly Lock gate = new();
    private readonly ITimer listenAgain;
    private readonly Thread watching;
    private ReadOnlyMemory<byte> rest;
    private TaskCompletionSource? writable;
    private Exception? end;
    private volatile bool listens;
    private volatile bool isClosing;

    private CharacterDevice(SafeFileHandle file, bool canListen, TimeProvider time)
    {
        (this.file, this.time, listens) = (file, time, canListen);
        bell = Libc.Bell(0, Libc.NonBlocking | Libc.CloseOnExec);
        listenAgain = time.CreateTimer(_ => Listen(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        watching = new Thread(Watch) { IsBackground = true, Name = "printer" };
        watching.Start();
    }

    /// <summary>How often the device was read.</summary>
    public int Reads { get; private set; }

    /// <summary>Opens both ways, or for writing only where reading is refused: such a printer is never heard.</summary>
    /// <param name="setUp">Called before anything is read or written.</param>
    /// <exception cref="IOException">The device is not there or may not be used.</exception>
    public static CharacterDevice Open(string path, TimeProvider time, Action<SafeFileHandle>? setUp = null)
    {
        const int flags = Libc.NonBlocking | Libc.NoControllingTerminal | Libc.CloseOnExec;
        var file = Libc.Open(path, Libc.ReadWrite | flags);
        var canListen = !file.IsInvalid;
        if (!canListen && Marshal.GetLastPInvokeError() is Libc.AccessDenied or Libc.NotPermitted or Libc.ReadOnlyFileSystem) file = Libc.Open(path, Libc.WriteOnly | flags);
        if (file.IsInvalid) throw Libc.Problem(path, Marshal.GetLastPInvokeError());
        try
        {
            setUp?.Invoke(file);
            return new CharacterDevice(file, canListen, time);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the device has taken every byte; see <see cref="FlushAsync"/> for the printer.</summary>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            var count = (int)Libc.Write(file, buffer.Span, buffer.Length);
            if (count >= 0) buffer = buffer[count..];
            else if (Marshal.GetLastPInvokeError() is var error && error is not (Libc.WouldBlock or Libc.Interrupted)) throw Libc.Problem("the printer takes no bytes", error);
            else await WritableAsync(cancellationToken);
        }
    }

    /// <summary>Returns when everything has left the machine.</summary>
    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await WritableAsync(cancellationToken);
        while (Unsent() > 0) await Task.Delay(LooksAgain, time, cancellationToken);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (rest.Length == 0) rest = await NextAsync(cancellationToken);
        var count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        rest = rest[count..];
        return count;
    }

    /// <summary>What the line has not sent yet is forgotten: closing would wait for a printer that is stopped.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isClosing)
        {
            isClosing = true;
            Ring();
            watching.Join();
            listenAgain.Dispose();
            const nint both = 2;
            _ = Libc.Control(file, Libc.Forget, both); // a file that is no line has nothing to forget
            file.Dispose();
            bell.Dispose();
        }
        base.Dispose(disposing);
    }

    private async Task<byte[]> NextAsync(CancellationToken ct)
    {
        try
        {
            return await received.Reader.ReadAsync(ct);
        }
        catch (ChannelClosedException e) when (e.InnerException is IOException gone)
        {
            throw new IOException(gone.Message, gone);
        }
    }

    private async Task WritableAsync(CancellationToken ct)
    {
        TaskCompletionSource waiting;
        lock (gate)
        {
            if (end is not null) throw new IOException(end.Message, end);
            waiting = writable ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        Ring();
        await waiting.Task.WaitAsync(ct);
    }

    private int Unsent()
    {
        Span<byte> count = stackalloc byte[sizeof(int)];
        return Libc.Control(file, Libc.Unsent, count) < 0 ? 0 : MemoryMarshal.Read<int>(count); // usblp has no such count: when it is writable, all is sent
    }

    private void Listen()
    {
        listens = true;
        Ring();
    }

    private void Ring()
    {
        Span<byte> once = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(once, 1UL);
        try
        {
            _ = Libc.Write(bell, once, once.Length); // it fails only when it is ringing already
        }
        catch (ObjectDisposedException)
        {
            return; // closed while a timer was about to ring
        }
    }

    private void Watch()
    {
        IOException gone;
        try
        {
            while (!isClosing) Look();
            gone = new IOException("the printer was closed");
        }
        catch (IOException e)
        {
            gone = e;
        }
        lock (gate)
        {
            end = gone;
            writable?.TrySetException(gone);
        }
        received.Writer.Complete(gone);
    }

    private void Look()
    {
        var wanted = (short)((listens ? Libc.Readable : 0) | (writable is not null ? Libc.Writable : 0));
        Span<Libc.Watched> files = [new() { File = (int)file.DangerousGetHandle(), Wanted = wanted }, new() { File = (int)bell.DangerousGetHandle(), Wanted = Libc.Readable }];
        if (Libc.Poll(files, 2, -1) < 0) return; // a signal came first
        if (files[1].Seen != 0) Hush();
        var seen = files[0].Seen;
        if ((seen & Libc.Writable) != 0) Write();
        if ((seen & Libc.Readable) != 0 && listens) Receive((seen & Libc.HungUp) != 0);
        else if ((seen & (Libc.HungUp | Libc.Failed | Libc.Invalid)) != 0) throw Unplugged();
    }

    private void Write()
    {
        lock (gate)
        {
            writable?.TrySetResult();
            writable = null;
        }
    }

    private void Receive(bool isHungUp)
    {
        Span<byte> buffer = stackalloc byte[1024];
        Reads++;
        var count = (int)Libc.Read(file, buffer, buffer.Length);
        if (count > 0) received.Writer.TryWrite(buffer[..count].ToArray());
        else if (count == 0 && isHungUp) throw Unplugged();
        else if (count == 0) Pause();
        else if (Marshal.GetLastPInvokeError() is var error && error == Libc.InvalidArgument) listens = false; // a printer that only listens
        else if (error is not (Libc.WouldBlock or Libc.Interrupted)) throw Libc.Problem("the printer was lost", error);
    }

    private void Pause()
    {
        listens = false;
        listenAgain.Change(AfterNothing, Timeout.InfiniteTimeSpan);
    }

    private void Hush()
    {
        Span<byte> rung = stackalloc byte[sizeof(ulong)];
        _ = Libc.Read(bell, rung, rung.Length); // it fails only when it is silent already
    }

    private static IOException Unplugged() => new("the printer was unplugged");
}
