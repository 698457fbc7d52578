using MQTTnet;

namespace Pennant.Device.Connection;

/// <summary>Waits for the broker's answers, each for a limited time. MQTTnet waits for ever where it is given a token, and its keep-alive trusts the wall clock, which a Pi sets at any time.</summary>
internal sealed class Answers(IMqttClient client, LinkOptions options, TimeProvider time)
{
    /// <param name="send">Sends and waits until its token ends.</param>
    /// <exception cref="TimeoutException">No answer in time.</exception>
    public async Task<T> ToAsync<T>(Func<CancellationToken, Task<T>> send, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await send(either.Token);
        }
        catch (Exception e) when (either.IsCancellationRequested)
        {
            ct.ThrowIfCancellationRequested();
            throw new TimeoutException($"the broker did not answer within {options.AnswerWithin.TotalSeconds} s", e);
        }
    }

    /// <returns>What keeps a ping from being answered; null when it was.</returns>
    public async Task<Exception?> PingAsync(CancellationToken ct)
    {
        try
        {
            return await ToAsync(async limit =>
            {
                await client.PingAsync(limit);
                return (Exception?)null;
            }, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            return e;
        }
    }
}
