using Pennant.Local.Processes;
using System.Diagnostics;
using System.Globalization;

namespace Pennant.Local.Lambda;

/// <summary>One process of a function: one event at a time, until it ends.</summary>
internal sealed class FunctionInstance : IAsyncDisposable
{
    /// <summary>AWS gives 10 s on a machine with nothing else to do.</summary>
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(30);

    private readonly FunctionSettings function;
    private readonly FunctionRole role;
    private readonly LogStream log;
    private readonly Tracing tracing;
    private readonly TimeProvider time;
    private readonly RuntimeApi api;
    private readonly RuntimeServer server;
    private readonly TaskCompletionSource<FunctionResult> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private Process? process;
    private bool isTooSlow, isKilled;

    /// <param name="whenFree">Called when the process asks for its first event, and for another one after each.</param>
    public FunctionInstance(FunctionSettings function, FunctionRole role, FunctionLogs logsOf, TimeProvider time, ILoggerFactory logs, Action<FunctionInstance> whenFree)
    {
        (this.function, this.role, this.time) = (function, role, time);
        (log, tracing) = (new LogStream(function.LogGroup, role, logsOf.Lines), new Tracing(function, role, logsOf.Traces));
        api = new RuntimeApi(function, time, () =>
        {
            FreeSince = time.GetUtcNow();
            whenFree(this);
        });
        server = new RuntimeServer(api.AnswerAsync, logs);
    }

    public DateTimeOffset FreeSince { get; private set; }

    /// <summary>Completes when the process has ended, with what an event that waited for it is told.</summary>
    public Task<FunctionResult> Ended => ended.Task;

    /// <summary>Starts the process; that it works is known when it asks for its first event.</summary>
    public async Task StartAsync(Uri endpoint)
    {
        try
        {
            await StartProcessAsync(endpoint);
        }
        catch (Exception error)
        {
            Log(error.Message);
            ended.TrySetResult(Invocation.Failure("Runtime.InvalidEntrypoint", error.Message));
        }
    }

    /// <summary>Runs one event. The process must be free.</summary>
    public async Task<FunctionResult> InvokeAsync(Invocation invocation)
    {
        var startedAt = time.GetUtcNow();
        api.Give(invocation);
        await Task.WhenAny(invocation.Taken, Ended);
        if (!Ended.IsCompleted) await Task.WhenAny(invocation.Result, Ended, Task.Delay(function.TimeLimit, time));
        if (!invocation.Result.IsCompleted && !Ended.IsCompleted)
        {
            var verdict = string.Create(CultureInfo.InvariantCulture, $"Task timed out after {function.TimeLimit.TotalSeconds:0.00} seconds");
            invocation.Fail("Sandbox.Timedout", verdict);
            Log($"{invocation.RequestId} {verdict}");
            Kill();
            await Ended;
        }
        if (Ended.IsCompleted) invocation.End(await Ended);
        var result = await invocation.Result;
        tracing.Segment(invocation, startedAt, time.GetUtcNow());
        return result;
    }

    /// <summary>Ends the process, also one that is only just being started.</summary>
    public void Kill()
    {
        try
        {
            lock (gate)
            {
                isKilled = true;
                process?.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            Log("The process had ended by itself.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Ended;
        await server.DisposeAsync();
        process?.Dispose();
    }

    private async Task StartProcessAsync(Uri endpoint)
    {
        await server.StartAsync();
        var start = new ProcessStartInfo(Path.Combine(function.Folder, "bootstrap"))
        {
            WorkingDirectory = function.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in function.Variables(endpoint, role.Credentials, server.Address, log.Name)) start.Environment[name] = value;
        var child = await ChildProcess.StartAsync(start);
        child.StandardInput.Close();
        _ = WatchAsync(child);
        _ = LimitInitAsync();
        lock (gate) process = child;
        if (isKilled) Kill();
    }

    private async Task LimitInitAsync()
    {
        await Task.WhenAny(api.Ready, Ended, Task.Delay(InitLimit, time));
        if (api.Ready.IsCompleted || Ended.IsCompleted) return;
        isTooSlow = true;
        Kill();
    }

    private async Task WatchAsync(Process child)
    {
        try
        {
            await Task.WhenAll(CopyAsync(child.StandardOutput), CopyAsync(child.StandardError), child.WaitForExitAsync());
            Log($"exit status {child.ExitCode}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without its log, on a full disk for one, a process is of no use; but whoever waits for its end must be told.
            Kill();
            await child.WaitForExitAsync();
        }
        tracing.End();
        ended.TrySetResult(isTooSlow
            ? Invocation.Failure("Sandbox.Timedout", $"The function did not ask for its first event within {InitLimit.TotalSeconds} seconds.")
            : api.InitFailure ?? Invocation.Failure("Runtime.ExitError", $"RequestId: {api.Current?.RequestId} Error: Runtime exited with error: exit status {child.ExitCode}"));
    }

    private async Task CopyAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line) Log(line);
    }

    private void Log(string line) => log.Write(line);
}
