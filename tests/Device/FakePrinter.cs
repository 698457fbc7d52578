using System.Net;
using System.Net.Sockets;

namespace Pennant.Tests.Device;

/// <summary>A printer by the book: obeys what is queued in order and answers real-time requests at once. An unknown command ends the test.</summary>
internal sealed class FakePrinter : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private readonly Lock gate = new();
    private readonly List<Connection> connections = [];
    private TcpListener? listener;
    private Task? accepting;
    private bool isOutOfPaper, isOpen, isBusy, isLow;
    private byte[]? delayed;

    public int Port { get; private set; }

    public Uri Url => new($"tcp://127.0.0.1:{Port}");

    /// <summary>Each cut receipt's rows.</summary>
    public Recorder<byte[]> Paper { get; } = new();

    /// <summary>Commands that were neither known nor printable.</summary>
    public Recorder<string> Misunderstood { get; } = new();

    /// <summary>Every command that was obeyed or answered, by its first two bytes.</summary>
    public Recorder<string> Obeyed { get; } = new();

    public bool HasProcessIds { get; init; } = true;

    public bool HasQueuedStatus { get; init; } = true;

    public bool HasRealTimeStatus { get; init; } = true;

    /// <summary>Prints, but its answer to <c>GS ( H</c> is lost from now on.</summary>
    public bool LosesProof { get; set; }

    /// <summary>Keeps its answer to <c>GS ( H</c> after a receipt until <see cref="SayNow"/>.</summary>
    public bool DelaysProof { get; set; }

    /// <summary>Takes bytes in and answers for its state, and works off nothing.</summary>
    public bool IsBusy { get => isBusy; set => Change(() => isBusy = value); }

    /// <summary>The ids of all <c>GS ( H</c> that were obeyed.</summary>
    public Recorder<string> AskedIds { get; } = new();

    /// <summary>Counts them.</summary>
    public Recorder<int> Connections { get; } = new();

    /// <summary>Answers <c>GS ( H</c> with another job's id from now on.</summary>
    public bool ConfirmsAnother { get; set; }

    /// <summary>Runs out of paper in the middle of the next receipt.</summary>
    public bool EndsPaperInside { get; set; }

    /// <summary>Ends the connection in the middle of the next receipt.</summary>
    public bool HangsUp { get; set; }

    public bool IsOutOfPaper { get => isOutOfPaper; set => Change(() => isOutOfPaper = value); }

    public bool IsOpen { get => isOpen; set => Change(() => isOpen = value); }

    /// <summary>The end of the roll is near.</summary>
    public bool IsLow { get => isLow; set => Change(() => isLow = value); }

    /// <summary>Until the device knows what this printer can do: it then asks for the state every few seconds.</summary>
    public Task ProbedAsync() => Obeyed.UntilAsync(all => all.Count(c => c == "1B40") >= 2 && (HasProcessIds || all.Contains("1D72")));

    /// <summary>Until the device has asked for the state so many times more.</summary>
    public Task AskedAgainAsync(int times)
    {
        var before = Obeyed.All.Count(c => c == "1004");
        return Obeyed.UntilAsync(all => all.Count(c => c == "1004") >= before + times);
    }

    public void Start()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    /// <summary>As if the cable were pulled: every connection ends and none is taken.</summary>
    public void Unplug()
    {
        listener?.Stop();
        lock (gate) connections.ForEach(c => c.Close());
    }

    /// <summary>Gives the delayed answer.</summary>
    public void SayNow() => Send(delayed ?? throw new InvalidOperationException("nothing was asked"));

    public void Send(params byte[] bytes)
    {
        lock (gate) connections[^1].Reply(bytes);
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        Unplug();
        if (accepting is not null) await accepting;
    }

    private void Change(Action change)
    {
        lock (gate)
        {
            change();
            connections.ForEach(c => c.Work());
        }
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(closing.Token);
                client.NoDelay = true;
                var connection = new Connection(this, client);
                lock (gate) connections.Add(connection);
                Connections.Add(connections.Count);
                _ = connection.ReadAsync();
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            return;
        }
    }

    private byte Status(byte kind) => kind switch
    {
        1 => (byte)(0x12 | (isOutOfPaper || isOpen ? 0x08 : 0)),
        2 => (byte)(0x12 | (isOpen ? 0x04 : 0) | (isOutOfPaper ? 0x20 : 0)),
        4 => (byte)(0x12 | (isOutOfPaper ? 0x6C : isLow ? 0x0C : 0)),
        _ => 0x12,
    };

    private sealed class Connection(FakePrinter printer, TcpClient client)
    {
        private readonly List<byte> received = [];
        private readonly Queue<byte[]> queued = [];
        private readonly List<byte> receipt = [];
        private bool hasPrinted;

        public async Task ReadAsync()
        {
            var buffer = new byte[65536];
            try
            {
                while (await client.GetStream().ReadAsync(buffer) is > 0 and var count)
                {
                    lock (printer.gate)
                    {
                        received.AddRange(buffer.AsSpan(0, count));
                        while (NextLength() is > 0 and var length && length <= received.Count) Take(length);
                        Work();
                    }
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }

        public void Close() => client.Dispose();

        public void Reply(byte[] bytes) => client.GetStream().Write(bytes);

        public void Work()
        {
            while (!printer.isOutOfPaper && !printer.isOpen && !printer.isBusy && queued.TryDequeue(out var command)) Obey(command);
        }

        private int NextLength() => received switch
        {
            [0x10, 0x04, _, ..] => 3,
            [0x1B, 0x40, ..] => 2,
            [0x1B, 0x4A, _, ..] => 3,
            [0x1D, 0x61 or 0x49 or 0x72, _, ..] => 3,
            [0x1D, 0x56, 66, _, ..] => 4,
            [0x1D, 0x28, _, var low, var high, ..] => 5 + low + (high << 8),
            [0x1D, 0x76, 0x30, _, var xLow, var xHigh, var yLow, var yHigh, ..] => 8 + ((xLow + (xHigh << 8)) * (yLow + (yHigh << 8))),
            [0x10 or 0x1B or 0x1D] or [0x10 or 0x1B or 0x1D, _] or [0x1D, 0x28 or 0x56 or 0x76, ..] or [] => 0,
            _ => 1,
        };

        private void Take(int length)
        {
            byte[] command = [.. received.Take(length)];
            received.RemoveRange(0, length);
            if (command is [0x10, 0x04, var kind])
            {
                printer.Obeyed.Add("1004");
                if (printer.HasRealTimeStatus) Reply([printer.Status(kind)]);
            }
            else queued.Enqueue(command);
        }

        private void Obey(byte[] command)
        {
            printer.Obeyed.Add(Convert.ToHexString(command.AsSpan(0, Math.Min(2, command.Length))));
            if (command is [0x1D, 0x76, ..] && printer.HangsUp) Close();
            else if (command is [0x1D, 0x76, _, _, _, _, _, _, .. var rows]) Print(rows);
            else if (command is [0x1D, 0x56, ..]) Cut();
            else if (command is [0x1D, 0x28, 0x48, .. var completion]) Complete(completion[^4..]);
            else if (command is [0x1D, 0x72, _] && printer.HasQueuedStatus) Reply([0x00]);
            else if (command is [0x1D, 0x49, 67] && printer.HasProcessIds) Reply([0x5F, .. "Fake 80"u8, 0x00]);
            else if (command is [0x1D, 0x49, 2] && printer.HasProcessIds) Reply([0x02]);
            else if (command is [not 0x00]) printer.Misunderstood.Add(Convert.ToHexString(command));
        }

        private void Print(byte[] rows)
        {
            receipt.AddRange(rows);
            hasPrinted = true;
            printer.isOutOfPaper |= printer.EndsPaperInside;
            printer.EndsPaperInside = false;
        }

        private void Cut()
        {
            if (receipt.Count == 0) return;
            printer.Paper.Add([.. receipt]);
            receipt.Clear();
        }

        /// <summary>What is asked before anything was printed is no proof of a receipt.</summary>
        private void Complete(byte[] id)
        {
            var isProof = hasPrinted;
            hasPrinted = false;
            printer.AskedIds.Add(System.Text.Encoding.ASCII.GetString(id));
            if (printer.DelaysProof && isProof) printer.delayed = [0x37, 0x22, .. id, 0x00];
            else Confirm(id, isProof);
        }

        private void Confirm(byte[] id, bool isProof)
        {
            if (!printer.HasProcessIds || (printer.LosesProof && isProof)) return;
            Reply([0x37, 0x22, .. printer.ConfirmsAnother && isProof ? "!!!!"u8.ToArray() : id, 0x00]);
        }
    }
}
