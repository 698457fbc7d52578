using System.Text.Json;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Acks that the broker has not taken yet, in the order in which they became true. Survives restarts.</summary>
internal sealed class Outbox(JournalFile file)
{
    /// <summary>Acks of one job that wait at most: the first, and the newest.</summary>
    public const int PerJob = 6;

    /// <summary>Set whenever there may be something to send.</summary>
    public Signal Filled { get; } = new();

    /// <summary>Call inside the transaction that makes the ack true, and <see cref="Signal.Set"/> after it.</summary>
    /// <remarks>A printer that runs out of paper and is refilled for weeks without a connection does not fill the disk with it.</remarks>
    public void Add(Ack ack, DateTimeOffset now)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ack, ContractJson.Default.Ack);
        file.Execute("INSERT INTO outbox (job, body) VALUES ($job, $body)", ("$job", ack.Id), ("$body", body));
        file.Execute(
            "DELETE FROM outbox WHERE seq IN (SELECT seq FROM outbox WHERE job = $job ORDER BY seq DESC LIMIT -1 OFFSET $newest) AND seq > (SELECT min(seq) FROM outbox WHERE job = $job)",
            ("$job", ack.Id), ("$newest", PerJob - 1));
        file.Execute("UPDATE jobs SET acked_at = $now WHERE id = $job", ("$now", Times.ToText(now)), ("$job", ack.Id));
    }

    public IReadOnlyList<PendingAck> First(int count) =>
        file.Query("SELECT seq, job, body FROM outbox ORDER BY seq LIMIT $count", r => new PendingAck(r.GetInt64(0), r.GetString(1), r.GetFieldValue<byte[]>(2)), ("$count", count));

    /// <summary>They are with the broker.</summary>
    public void Remove(IReadOnlyCollection<PendingAck> acks) => file.Write(_ =>
    {
        foreach (var ack in acks) file.Execute("DELETE FROM outbox WHERE seq = $seq", ("$seq", ack.Seq));
        return acks.Count;
    });
}

/// <param name="Job">Its id.</param>
internal sealed record PendingAck(long Seq, string Job, byte[] Body);
