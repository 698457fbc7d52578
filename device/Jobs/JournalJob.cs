using Microsoft.Data.Sqlite;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>One line of the journal: what is true of a job now.</summary>
/// <param name="State">Never held: holding is the printer's, not the job's.</param>
/// <param name="Body">The job as it arrived; gone when the job is finished, but for the last one that went to the printer.</param>
/// <param name="ChangedAt">When it took this state.</param>
internal sealed record JournalJob(string Id, int Attempt, AckState State, DateTimeOffset ChangedAt, byte[]? Body, Evidence? Evidence, string? Code, string? Detail)
{
    public const string Columns = "id, attempt, state, changed_at, body, evidence, code, detail";

    public bool IsFinished => State is not (AckState.Received or AckState.Printing);

    public static JournalJob Read(SqliteDataReader row) => new(
        row.GetString(0),
        row.GetInt32(1),
        Enum.Parse<AckState>(row.GetString(2)),
        Times.Parse(row.GetString(3)) ?? default,
        row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
        row.IsDBNull(5) ? null : Enum.Parse<Evidence>(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetString(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    public Ack ToAck() => new(Id, Attempt, State, ChangedAt, Evidence, Code, Detail);
}
