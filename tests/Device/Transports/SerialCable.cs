using System.Net;
using System.Net.Sockets;

namespace Pennant.Tests.Device.Transports;

/// <summary>Connects the printer's end of a serial line with a printer that listens on TCP, until it is pulled.</summary>
internal sealed class SerialCable : IAsyncDisposable
{
    private readonly TcpClient printer = new() { NoDelay = true };
    private readonly CancellationTokenSource pulled = new();
    private readonly Task fromComputer, fromPrinter;

    private SerialCable(int port)
    {
        printer.Connect(IPAddress.Loopback, port);
        fromComputer = Task.Factory.StartNew(ToPrinter, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        fromPrinter = ToComputerAsync();
    }

    public PseudoTerminal Line { get; } = new();

    public string Path => Line.Path;

    public static SerialCable To(int port) => new(port);

    public async ValueTask DisposeAsync()
    {
        await pulled.CancelAsync();
        await fromComputer;
        Line.Unplug();
        printer.Dispose();
        await fromPrinter;
        pulled.Dispose();
    }

    private void ToPrinter()
    {
        var stream = printer.GetStream();
        while (!pulled.IsCancellationRequested)
            if (Line.Read() is { Length: > 0 } bytes) stream.Write(bytes);
    }

    private async Task ToComputerAsync()
    {
        var buffer = new byte[1024];
        try
        {
            while (await printer.GetStream().ReadAsync(buffer, pulled.Token) is > 0 and var count)
                if (!Line.Write(buffer.AsSpan(0, count))) return;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            return; // pulled at the printer's side, or at ours
        }
    }
}
