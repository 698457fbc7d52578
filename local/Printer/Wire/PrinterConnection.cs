using System.IO.Pipelines;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Pennant.Local.Printer.Wire;

/// <summary>One host: its bytes go into the receive buffer, and the answers go back in whole blocks.</summary>
internal sealed class PrinterConnection : IAsyncDisposable
{
    private readonly NetworkStream stream;
    private readonly int bufferBytes;
    private readonly InputFaults faults;
    private readonly TimeProvider clock;
    private readonly Channel<(byte[] Bytes, long Sent, TimeSpan Delay)> answers = Channel.CreateUnbounded<(byte[], long, TimeSpan)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly RealTimeScanner scanner = new();
    private readonly FlowControl flow;
    private Pipe buffer = null!;
    private CommandStream commands = null!;
    private long buffered;

    public PrinterConnection(Socket socket, int bufferBytes, InputFaults faults, TimeProvider clock)
    {
        (this.bufferBytes, this.faults, this.clock) = (bufferBytes, faults, clock);
        socket.NoDelay = true;
        stream = new NetworkStream(socket, ownsSocket: true);
        flow = new FlowControl(word => Answer([word], TimeSpan.Zero));
    }

    /// <summary>A receive buffer was begun: at first, and after each time that the host had one thrown away.</summary>
    public required Action<CommandStream> Began { get; init; }

    /// <summary>A real-time command has just come in.</summary>
    public required Action<RealTimeRequest> Requested { get; init; }

    /// <param name="delay">On its way. Answers never overtake each other.</param>
    public void Answer(byte[] answer, TimeSpan delay) => answers.Writer.TryWrite((answer, clock.GetTimestamp(), delay));

    /// <summary>Until the host closes, the line breaks or <paramref name="unplugged"/>.</summary>
    public async Task RunAsync(CancellationToken unplugged)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(unplugged);
        Begin();
        var writing = WriteAsync(over.Token);
        try
        {
            await ReadAsync(over.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The host broke off, or the cable was pulled: both are what this printer is there to play.
            await buffer.Writer.CompleteAsync();
        }
        await over.CancelAsync();
        await writing;
    }

    public async ValueTask DisposeAsync()
    {
        if (buffer is not null) await buffer.Writer.CompleteAsync();
        await stream.DisposeAsync();
    }

    private void Begin()
    {
        buffer = new Pipe(new PipeOptions(pauseWriterThreshold: bufferBytes, resumeWriterThreshold: bufferBytes / 2, useSynchronizationContext: false));
        commands = new CommandStream(buffer.Reader.AsStream()) { Progressed = WatchFlow };
        buffered = 0;
        Began(commands);
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var bytes = new byte[4096];
        while (await stream.ReadAsync(bytes, cancellation) is var count and > 0)
        {
            var rest = await ObeyAtOnceAsync(bytes.AsMemory(0, faults.Keep(bytes.AsSpan(0, count))));
            var room = faults.OverrunsAt is var limit and > 0 ? (int)Math.Clamp(limit - Waiting, 0, rest.Length) : rest.Length;
            Interlocked.Add(ref buffered, room);
            WatchFlow();
            if (room > 0) await buffer.Writer.WriteAsync(rest[..room], cancellation);
        }
        await buffer.Writer.CompleteAsync();
    }

    /// <returns>What is left after the last request that throws everything away.</returns>
    private async Task<ReadOnlyMemory<byte>> ObeyAtOnceAsync(ReadOnlyMemory<byte> bytes)
    {
        var gone = 0;
        foreach (var request in scanner.Scan(bytes.Span))
        {
            var old = commands;
            Requested(request);
            if (!old.Discarded.IsCancellationRequested) continue;
            await buffer.Writer.CompleteAsync();
            Begin();
            gone = request.End;
        }
        return bytes[gone..];
    }

    private long Waiting => Interlocked.Read(ref buffered) - commands.Taken;

    private void WatchFlow()
    {
        if (faults.SendsXoff) flow.Watch(Waiting, faults.OverrunsAt is var limit and > 0 ? limit : bufferBytes);
    }

    private async Task WriteAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var (bytes, sent, delay) in answers.Reader.ReadAllAsync(cancellation))
            {
                if (delay - clock.GetElapsedTime(sent) is var left && left > TimeSpan.Zero) await Task.Delay(left, clock, cancellation);
                await stream.WriteAsync(bytes, cancellation);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            answers.Writer.TryComplete();
        }
    }
}
