using System.Threading.Channels;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>One event source mapping: reads a table's stream, filters, and delivers at once what there is. AWS looks four times a second.</summary>
internal sealed class StreamMapping(MappingSettings settings, ShardReader reader, FunctionRole role, BatchDelivery delivery, LambdaStore store, TimeProvider time, ILogger<StreamMapping> log) : IAsyncDisposable
{
    private const int Page = 200;
    private static readonly TimeSpan AfterSurprise = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stopping = new();
    private long handled;
    private Task work = Task.CompletedTask;

    public TableStream Stream => reader.Stream;

    public MappingSettings Settings => settings;

    /// <summary>The last record that never comes again.</summary>
    public long Handled => Interlocked.Read(ref handled);

    /// <exception cref="AwsException">The function may not read the stream, or not use the destination.</exception>
    public void Check()
    {
        reader.Open();
        FailureDestinations.Check(role, settings.OnFailure);
    }

    /// <exception cref="AwsException">As <see cref="Check"/>.</exception>
    public void Start()
    {
        Check();
        Handle(store.Checkpoint(settings.Id) ?? (settings.FromStart ? 0 : Stream.Latest));
        work = RunAsync(Stream.Listen());
    }

    /// <summary>Delivers nothing more; what is at the function may still end.</summary>
    public Task StopAsync() => stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await work;
        stopping.Dispose();
    }

    private async Task RunAsync(ChannelReader<bool> news)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var (records, last) = await CollectAsync(news);
                if (records.Count > 0) await delivery.RunAsync(new Batch(records), Handle, stopping.Token);
                Handle(last);
            }
            catch (Exception end) when (stopping.IsCancellationRequested)
            {
                log.LogDebug("No more records for {Function}: {Reason}", settings.Function, end.Message);
            }
            catch (Exception error)
            {
                log.LogError(error, "The stream for {Function} is read again from the last record that was handled", settings.Function);
                await Task.Delay(AfterSurprise, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Waits for records that the filter lets through, then for more while the window is open.</summary>
    private async Task<(List<StreamRecord> Records, long Last)> CollectAsync(ChannelReader<bool> news)
    {
        var records = new List<StreamRecord>();
        var last = Handled;
        Task? window = null;
        while (true)
        {
            news.TryRead(out _);
            var (count, isFull) = Take(records, ref last);
            if (isFull || (count < Page && records.Count > 0 && settings.Window == TimeSpan.Zero)) return (records, last);
            if (count == Page) continue;
            if (records.Count == 0) Handle(last);
            else window ??= Task.Delay(settings.Window, time, stopping.Token);
            if (window?.IsCompleted == true) return (records, last);
            var wake = news.WaitToReadAsync(stopping.Token).AsTask();
            await Task.WhenAny(wake, window ?? wake);
            stopping.Token.ThrowIfCancellationRequested();
        }
    }

    private (int Count, bool IsFull) Take(List<StreamRecord> records, ref long last)
    {
        var page = reader.Read(last, Page);
        var bytes = records.Sum(record => record.Json.Length + 1);
        foreach (var record in page)
        {
            if (settings.Filter.Matches(record.Json))
            {
                bytes += record.Json.Length + 1;
                if (bytes > Invocation.LargestPayload - 64) return (page.Count, true);
                records.Add(record);
            }
            last = record.Sequence;
            if (records.Count == settings.BatchSize) return (page.Count, true);
        }
        return (page.Count, false);
    }

    private void Handle(long sequence)
    {
        if (sequence == Handled && sequence != 0) return;
        Interlocked.Exchange(ref handled, sequence);
        store.SaveCheckpoint(settings.Id, sequence);
    }
}
