using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

internal delegate Task<Stream> LambdaBootstrapHandler(Stream input, ILambdaContext context);

/// <summary>Takes one event after another from the Lambda Runtime API, whose address is in <c>AWS_LAMBDA_RUNTIME_API</c>, and answers each.</summary>
public class LambdaBootstrap : IDisposable
{
    private readonly RuntimeApi api;
    private readonly LambdaBootstrapHandler handler;
    private readonly LambdaBootstrapInitializer? initializer;
    private readonly TimeProvider clock;

    internal LambdaBootstrap(RuntimeApi api, LambdaBootstrapHandler handler, LambdaBootstrapInitializer? initializer, TimeProvider clock)
    {
        this.api = api;
        this.handler = handler;
        this.initializer = initializer;
        this.clock = clock;
    }

    /// <summary>Returns when cancelled. An exception of the handler is that invocation's answer; losing the Runtime API ends the loop with an exception.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (!await InitializeAsync(cancellationToken).ConfigureAwait(false)) return;
        try
        {
            while (!cancellationToken.IsCancellationRequested) await InvokeOnceAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing) api.Dispose();
    }

    private async Task<bool> InitializeAsync(CancellationToken cancellation)
    {
        try
        {
            return initializer is null || await initializer().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            await api.ReportInitErrorAsync(failure, cancellation).ConfigureAwait(false);
            throw;
        }
    }

    private async Task InvokeOnceAsync(CancellationToken cancellation)
    {
        using var invocation = await api.NextAsync(cancellation).ConfigureAwait(false);
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", invocation.TraceId);
        Stream answer;
        try
        {
            answer = await handler(invocation.Input, new LambdaContext(invocation, clock)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            ConsoleLogger.LogFailure(invocation.RequestId, failure, clock.GetUtcNow());
            await api.ReportErrorAsync(invocation.RequestId, failure, cancellation).ConfigureAwait(false);
            return;
        }
        await api.AnswerAsync(invocation.RequestId, answer, cancellation).ConfigureAwait(false);
    }
}
