using System.Text.Json;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Acks that the broker has not taken yet, in the order in which they became true. Survives restarts.</summary>
internal sealed class Outbox(JournalFile file)
{
    /// <summary>Set whenever there may be something to send.</summary>
    public Signal Filled { get; } = new();

    /// <summary>Call inside the transaction that makes the ack true, and <see cref="Signal.Set"/> after it.</summary>
    public void Add(Ack ack, DateTimeOffset now)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(ack, ContractJson.Default.Ack);
        file.Execute("INSERT INTO outbox (job, body) VALUES ($job, $body)", ("$job", ack.Id), ("$body", body));
        file.Execute("UPDATE jobs SET acked_at = $now WHERE id = $job", ("$now", Times.ToText(now)), ("$job", ack.Id));
    }

    public IReadOnlyList<PendingAck> First(int count) =>
        file.Query("SELECT seq, job, body FROM outbox ORDER BY seq LIMIT $count", r => new PendingAck(r.GetInt64(0), r.GetString(1), r.GetFieldValue<byte[]>(2)), ("$count", count));

    /// <summary>Everything up to and including <paramref name="seq"/> is with the broker.</summary>
    public void RemoveUpTo(long seq) => file.Execute("DELETE FROM outbox WHERE seq <= $seq", ("$seq", seq));
}

/// <param name="Job">Its id.</param>
internal sealed record PendingAck(long Seq, string Job, byte[] Body);
