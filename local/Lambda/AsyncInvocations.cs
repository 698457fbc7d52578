using System.Collections.Concurrent;
using System.Threading.Channels;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>Asynchronous invocation: events are on disk before anyone is told that they are queued, start in order of arrival and run side by side.</summary>
internal sealed class AsyncInvocations : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, FunctionPool> pools;
    private readonly ConcurrentDictionary<string, AsyncSettings> settings;
    private readonly LambdaStore store;
    private readonly FailureDestinations failures;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly Dictionary<string, Channel<QueuedEvent>> queues;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];
    private readonly Lock order = new();
    private int postponed;

    public AsyncInvocations(IReadOnlyDictionary<string, FunctionPool> pools, IReadOnlyDictionary<string, AsyncSettings> settings, LambdaStore store, FailureDestinations failures, TimeProvider time, ILogger log)
    {
        (this.pools, this.store, this.failures, this.time, this.log) = (pools, store, failures, time, log);
        this.settings = new(settings);
        queues = pools.Keys.ToDictionary(name => name, _ => Channel.CreateUnbounded<QueuedEvent>());
        foreach (var left in store.Queued())
            if (queues.TryGetValue(left.Function, out var queue)) _ = PutAsync(queue, left);
    }

    /// <summary>How many events wait to be tried again.</summary>
    public int Postponed => Volatile.Read(ref postponed);

    /// <exception cref="AwsException">A function may not use the destination that it has.</exception>
    public void Start()
    {
        foreach (var config in settings.Values) FailureDestinations.Check(pools[config.Function].Role, config.OnFailure);
        loops.AddRange(pools.Values.Select(RunAsync));
    }

    public AsyncSettings SettingsOf(string function) => settings.GetValueOrDefault(function) ?? AsyncSettings.For(function);

    /// <summary>Counts for events that fail from now on.</summary>
    /// <exception cref="AwsException">The function may not use the destination.</exception>
    public void Change(AsyncSettings config)
    {
        FailureDestinations.Check(pools[config.Function].Role, config.OnFailure);
        settings[config.Function] = config;
    }

    public void Add(string function, ReadOnlyMemory<byte> payload)
    {
        lock (order) queues[function].Writer.TryWrite(store.Add(function, payload, time.GetUtcNow()));
    }

    public void Stop() => stopping.Cancel();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await Task.WhenAll(loops);
        stopping.Dispose();
    }

    private async Task RunAsync(FunctionPool pool)
    {
        using var places = new SemaphoreSlim(pool.Function.Concurrency);
        try
        {
            await foreach (var queued in queues[pool.Function.Name].Reader.ReadAllAsync(stopping.Token))
            {
                await places.WaitAsync(stopping.Token);
                _ = InvokeAsync(queued, await AcquireAsync(pool, places), places);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException)
        {
            log.LogDebug("No more events for {Function}", pool.Function.Name);
        }
        for (var place = 0; place < pool.Function.Concurrency; place++) await places.WaitAsync(CancellationToken.None);
    }

    /// <summary>A place that was taken for nothing is given back: the end of the loop waits for all of them.</summary>
    private async Task<Lease> AcquireAsync(FunctionPool pool, SemaphoreSlim places)
    {
        try
        {
            return await pool.AcquireAsync().WaitAsync(stopping.Token);
        }
        catch
        {
            places.Release();
            throw;
        }
    }

    private async Task InvokeAsync(QueuedEvent queued, Lease lease, SemaphoreSlim places)
    {
        try
        {
            var result = await lease.InvokeAsync(queued.Payload);
            if (result.Error is null) store.Remove(queued);
            else if (!stopping.IsCancellationRequested) await RetryAsync(queued with { Failures = queued.Failures + 1 }, result);
        }
        catch (Exception error)
        {
            log.LogError(error, "The event {Id} for {Function} stays queued for the next start", queued.Id, queued.Function);
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>A minute after the first failure, two after the second, as AWS waits.</summary>
    private async Task RetryAsync(QueuedEvent failed, FunctionResult result)
    {
        var config = SettingsOf(failed.Function);
        var again = failed with { Due = time.GetUtcNow() + TimeSpan.FromMinutes(failed.Failures) };
        if (failed.Failures <= config.Retries && again.Due - failed.QueuedAt < config.LongestAge)
        {
            log.LogWarning("{Function} failed on an event and is given it again in {Minutes} min", failed.Function, failed.Failures);
            store.Postpone(again);
            _ = PutAsync(queues[failed.Function], again);
            return;
        }
        log.LogError("{Function} failed {Times} times on an event, which is given up", failed.Function, failed.Failures);
        await failures.SendAsync(pools[failed.Function].Role, config.OnFailure, FailureRecord.OfEvent(failed, pools[failed.Function].Function.Arn, result, time.GetUtcNow()));
        store.Remove(failed);
    }

    private async Task PutAsync(Channel<QueuedEvent> queue, QueuedEvent queued)
    {
        var wait = queued.Due - time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            var pause = Task.Delay(wait, time, stopping.Token);
            Interlocked.Increment(ref postponed);
            await pause.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref postponed);
        }
        queue.Writer.TryWrite(queued);
    }
}
