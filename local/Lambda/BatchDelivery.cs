using System.Text;

namespace Pennant.Local.Lambda;

/// <summary>Gives one batch to the function until every record is handled or given up, splitting and repeating as the mapping says.</summary>
/// <param name="retryAfter">The pause before a batch is given again; it doubles up to a minute.</param>
internal sealed class BatchDelivery(MappingSettings mapping, FunctionPool function, FailureDestinations failures, TimeProvider time, TimeSpan retryAfter, ILogger log)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>While the product was off no record grew older.</summary>
    private readonly DateTimeOffset startedAt = time.GetUtcNow();

    private sealed record Part(Batch Batch, int Failures = 0);

    /// <param name="handled">Called with the last record that is done with: nothing up to it comes again.</param>
    /// <exception cref="OperationCanceledException">Stopped on the way; what was not handled comes again at the next start.</exception>
    public async Task RunAsync(Batch batch, Action<long> handled, CancellationToken cancellation)
    {
        var rest = new Stack<Part>([new Part(batch)]);
        while (rest.TryPop(out var part))
        {
            var result = await function.InvokeAsync(part.Batch.ToEvent(), cancellation);
            if (FirstFailure(part.Batch, result) is not { } failed)
            {
                handled(part.Batch.Records[^1].Sequence);
                continue;
            }
            cancellation.ThrowIfCancellationRequested();
            log.LogWarning("{Function} failed on {Failed} of {All} records: {Error}", function.Function.Name, part.Batch.Records.Count - failed, part.Batch.Records.Count, Reason(result));
            if (failed > 0) handled(part.Batch.Records[failed - 1].Sequence);
            if (!PutBack(part, failed, rest)) await GiveUpAsync(part, result, handled);
            else if (failed == 0) await Task.Delay(Pause(part), time, cancellation);
        }
    }

    /// <summary>Puts back what is to be tried again, unless it has been tried enough. Splitting is no retry.</summary>
    private bool PutBack(Part part, int failed, Stack<Part> rest)
    {
        if (failed > 0)
        {
            rest.Push(new Part(part.Batch.From(failed)));
            return true;
        }
        if (mapping.Bisects && part.Batch.Records.Count > 1)
        {
            var (first, second) = part.Batch.Halves();
            rest.Push(part with { Batch = second });
            rest.Push(part with { Batch = first });
            return true;
        }
        var isTriedEnough = mapping.Retries >= 0 && part.Failures >= mapping.Retries;
        if (isTriedEnough || IsTooOld(part.Batch)) return false;
        rest.Push(part with { Failures = part.Failures + 1 });
        return true;
    }

    private async Task GiveUpAsync(Part part, FunctionResult result, Action<long> handled)
    {
        var condition = IsTooOld(part.Batch) ? "RecordAgeExceeded" : "RetryAttemptsExhausted";
        log.LogError("{Function}: records {First} to {Last} are given up: {Condition}", function.Function.Name, part.Batch.Records[0].SequenceNumber, part.Batch.Records[^1].SequenceNumber, condition);
        await failures.SendAsync(function.Role, mapping.OnFailure, FailureRecord.OfBatch(mapping, function.Function.Arn, part.Batch, condition, part.Failures + 1, result, time.GetUtcNow()));
        handled(part.Batch.Records[^1].Sequence);
    }

    private int? FirstFailure(Batch batch, FunctionResult result) =>
        result.Error is not null ? 0 : mapping.ReportsItems ? batch.FirstFailure(result.Payload) : null;

    private bool IsTooOld(Batch batch)
    {
        var since = batch.Records[0].At > startedAt ? batch.Records[0].At : startedAt;
        return time.GetUtcNow() - since > mapping.LongestAge;
    }

    private TimeSpan Pause(Part part) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, retryAfter.Ticks << Math.Min(part.Failures, 20)));

    private static string Reason(FunctionResult result) => Encoding.UTF8.GetString(result.Payload.Span[..Math.Min(500, result.Payload.Length)]);
}
