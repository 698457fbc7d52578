using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Reads what can be read of a damaged journal into a new one. The damaged file is kept for whoever wants to look at it.</summary>
internal sealed class Salvage
{
    /// <summary>Damaged journals that are kept, the newest ones.</summary>
    public const int Kept = 3;

    private const string Columns = "id, attempt, state, created_at, expires_at, body, evidence, code, detail, changed_at, acked_at";
    private readonly SqliteConnection damaged;
    private readonly Dictionary<string, object?[]> jobs = [];

    private Salvage(SqliteConnection damaged) => this.damaged = damaged;

    /// <summary>Ends a salvage that lost its power between its two renames.</summary>
    public static void Finish(string path)
    {
        if (!File.Exists(Fresh(path))) return;
        if (File.Exists(path)) File.Delete(Fresh(path));
        else File.Move(Fresh(path), path);
    }

    /// <exception cref="SqliteException">The disk does not take the new file; the damaged one is where it was.</exception>
    public static Salvaged Run(string path, TimeProvider time)
    {
        var now = Times.ToText(time.GetUtcNow());
        var aside = Path.Combine(Path.GetDirectoryName(path)!, $"journal.damaged-{now.Replace(":", "", StringComparison.Ordinal)}.db");
        File.Delete(Fresh(path));
        var salvaged = ReadInto(path) with { File = aside };
        Note(path, now, aside);
        foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(path + beside);
        File.Move(path, aside, overwrite: true);
        File.Move(Fresh(path), path);
        foreach (var old in Directory.GetFiles(Path.GetDirectoryName(path)!, "journal.damaged-*.db").Order(StringComparer.Ordinal).SkipLast(Kept)) File.Delete(old);
        return salvaged;
    }

    private static string Fresh(string path) => path + ".new";

    private static Salvaged ReadInto(string path)
    {
        using var fresh = JournalDatabase.Plain(Fresh(path));
        DatabaseHeader.Mend(path);
        using var damaged = JournalDatabase.Connect(path);
        using var transaction = fresh.BeginTransaction();
        var salvage = new Salvage(damaged);
        salvage.ReadJobs();
        foreach (var job in salvage.jobs.Values) Insert(fresh, $"INSERT OR IGNORE INTO jobs ({Columns}) VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)", job);
        var acks = salvage.Rows("SELECT seq, job, body FROM outbox NOT INDEXED ORDER BY seq", "SELECT seq, job, body FROM outbox NOT INDEXED ORDER BY seq DESC").Where(IsAck).ToList();
        foreach (var ack in acks) Insert(fresh, "INSERT OR IGNORE INTO outbox (seq, job, body) VALUES ($0, $1, $2)", ack);
        foreach (var fact in salvage.Rows("SELECT name, value FROM facts ORDER BY name", "SELECT name, value FROM facts ORDER BY name DESC"))
            if (fact is [string, string]) Insert(fresh, "INSERT OR IGNORE INTO facts (name, value) VALUES ($0, $1)", fact);
        transaction.Commit();
        return new Salvaged(salvage.jobs.Count, acks.Count, "");
    }

    /// <summary>From both ends to the damage, then by name for what lies between two damages, and at last the bare state of what only the index knows.</summary>
    private void ReadJobs()
    {
        foreach (var job in Rows($"SELECT {Columns} FROM jobs NOT INDEXED ORDER BY id", $"SELECT {Columns} FROM jobs NOT INDEXED ORDER BY id DESC")) Keep(job);
        foreach (var known in Rows("SELECT id, state, created_at FROM jobs INDEXED BY jobs_by_state ORDER BY state, created_at, id", "SELECT id, state, created_at FROM jobs INDEXED BY jobs_by_state ORDER BY state DESC, created_at DESC, id DESC"))
        {
            if (known is not [string id, string state, string at] || jobs.ContainsKey(id)) continue;
            foreach (var job in Rows($"SELECT {Columns} FROM jobs WHERE id = '{id.Replace("'", "", StringComparison.Ordinal)}'")) Keep(job);
            if (!jobs.ContainsKey(id)) Keep([id, 0L, state, at, at, null, null, null, null, at, at]);
        }
    }

    /// <summary>A job that waits and cannot be read is let go of: nobody has begun it, and the cloud, told nothing more, sends it again.</summary>
    private void Keep(object?[] job)
    {
        if (job is not [string id, long attempt and >= 0, string state, string created, string expires, var body, var evidence, _, _, string changed, string acked]) return;
        if (!Names.IsMessageId(id) || !Enum.TryParse<AckState>(state, out var parsed) || parsed.ToString() != state || parsed == AckState.Held) return;
        if (new[] { created, expires, changed, acked }.Any(at => Times.Parse(at) is null)) return;
        if (parsed == AckState.Received && (body is not byte[] bytes || JobReader.Read(new(bytes)).Job is null)) return;
        if (evidence is string proof && (!Enum.TryParse<Evidence>(proof, out var level) || level.ToString() != proof)) job[6] = nameof(Evidence.Written);
        (job[5], job[6], job[7], job[8]) = (body as byte[], job[6] as string, job[7] as string, job[8] as string);
        jobs[id] = job;
    }

    private static bool IsAck(object?[] row)
    {
        try
        {
            return row is [long, string, byte[] body] && JsonSerializer.Deserialize(body, ContractJson.Default.Ack) is { } ack && Names.IsMessageId(ack.Id);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Each query until it hits the damage.</summary>
    private List<object?[]> Rows(params string[] queries)
    {
        List<object?[]> rows = [];
        foreach (var sql in queries)
        {
            try
            {
                using var command = damaged.CreateCommand();
                command.CommandText = sql;
                using var reader = command.ExecuteReader();
                while (reader.Read()) rows.Add(Values(reader));
            }
            catch (Exception e) when (e is SqliteException or InvalidOperationException or InvalidCastException)
            {
                continue; // what lies behind the damage is read from the other end
            }
        }
        return rows;
    }

    private static object?[] Values(SqliteDataReader reader)
    {
        var values = new object[reader.FieldCount];
        reader.GetValues(values);
        return [.. values.Select(value => value is DBNull ? null : value)];
    }

    private static void Note(string path, string now, string aside)
    {
        using var fresh = JournalDatabase.Connect(Fresh(path));
        Insert(fresh, "INSERT OR REPLACE INTO facts (name, value) VALUES ($0, $1)", [Facts.DamagedAt, now]);
        Insert(fresh, "INSERT OR REPLACE INTO facts (name, value) VALUES ($0, $1)", [Facts.DamagedFile, aside]);
    }

    private static void Insert(SqliteConnection into, string sql, object?[] values)
    {
        using var command = into.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++) command.Parameters.AddWithValue($"${i}", values[i] ?? DBNull.Value);
        command.ExecuteNonQuery();
    }
}

/// <param name="File">Where the damaged journal is now.</param>
internal sealed record Salvaged(int Jobs, int Acks, string File);
