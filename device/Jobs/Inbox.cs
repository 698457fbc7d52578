using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Takes what the broker delivers into the journal. When a method returns, the delivery may be acknowledged; when it throws, it must not be.</summary>
internal sealed class Inbox(Journal journal, ILogger<Inbox> log)
{
    public void TakeJob(ReadOnlySequence<byte> payload)
    {
        var read = JobReader.Read(payload);
        if (read.Job is { } job)
        {
            Steps.Log.Delivered(job.Id);
            var isNew = journal.Receive(job);
            Steps.Log.Journalled(job.Id);
            log.LogInformation("job {Id} attempt {Attempt} {News}", job.Id, job.Attempt, isNew ? "received" : "known already");
        }
        else if (read.Id is { } id)
        {
            journal.Refuse(id, read.Attempt, FailureCode.Undecodable, "the device could not read this job");
            log.LogWarning("job {Id} refused: undecodable, {Bytes} bytes", id, payload.Length);
        }
        else log.LogWarning("a job without a readable id was dropped, {Bytes} bytes", payload.Length);
    }

    public void TakeControl(ReadOnlySequence<byte> payload)
    {
        if (ReadControl(payload)?.Cancel is not { } id || !Names.IsMessageId(id))
        {
            log.LogWarning("a control message was not understood, {Bytes} bytes", payload.Length);
            return;
        }
        journal.Cancel(id);
        log.LogInformation("job {Id}: cancel asked for", id);
    }

    private static Control? ReadControl(ReadOnlySequence<byte> payload)
    {
        try
        {
            var reader = new Utf8JsonReader(payload);
            return JsonSerializer.Deserialize(ref reader, ContractJson.Default.Control);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
