using System.Threading.Channels;
using Pennant.Local.Printer.Wire;

namespace Pennant.Local.Printer;

/// <summary>What the hosts have sent, obeyed one connection after the other while there is power.</summary>
/// <param name="done">Called when all bytes of a host have been obeyed.</param>
internal sealed class CommandQueue(Interpreter interpreter, Action done, ILogger log)
{
    private readonly Lock changing = new();
    private readonly List<CommandStream> waiting = [];
    private Channel<CommandStream> work = Channel.CreateUnbounded<CommandStream>();
    private Task obeying = Task.CompletedTask;

    /// <summary>Begins empty.</summary>
    public void Start(CancellationToken powerLoss)
    {
        lock (changing) waiting.Clear();
        work = Channel.CreateUnbounded<CommandStream>();
        obeying = ObeyAsync(work.Reader, powerLoss);
    }

    /// <summary>After the power was lost: until the command at hand has been left.</summary>
    public Task WhenStoppedAsync() => obeying;

    public void Add(CommandStream stream)
    {
        lock (changing) waiting.Add(stream);
        work.Writer.TryWrite(stream);
    }

    /// <summary>Until all that has been received by now is obeyed or thrown away.</summary>
    public Task WhenIdleAsync(CancellationToken cancellation)
    {
        lock (changing) return Task.WhenAll(waiting.Select(stream => stream.Left)).WaitAsync(cancellation);
    }

    /// <summary>Throws away what has been received, the command at hand included.</summary>
    public void DiscardAll()
    {
        CommandStream[] all;
        lock (changing) all = [.. waiting];
        foreach (var stream in all) stream.Discard();
    }

    private async Task ObeyAsync(ChannelReader<CommandStream> received, CancellationToken powerLoss)
    {
        try
        {
            await foreach (var stream in received.ReadAllAsync(powerLoss)) await ObeyAsync(stream, powerLoss);
        }
        catch (OperationCanceledException)
        {
            log.LogDebug("The virtual printer has no power");
        }
    }

    private async Task ObeyAsync(CommandStream stream, CancellationToken powerLoss)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(powerLoss, stream.Discarded);
        try
        {
            await interpreter.RunAsync(stream, stop.Token);
            done();
        }
        catch (OperationCanceledException) when (!powerLoss.IsCancellationRequested)
        {
            interpreter.Clear();
        }
        catch (Exception error) when (!powerLoss.IsCancellationRequested)
        {
            log.LogError(error, "The virtual printer could not do what a host sent; it goes on with the next host");
        }
        lock (changing) waiting.Remove(stream);
        stream.Leave();
    }
}
