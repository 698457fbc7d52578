using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Pennant.Device.Jobs;

/// <summary>The one SQLite file. A commit returns when the bytes are on the disk (WAL, synchronous full). What is damaged is put aside and what of it can be read is kept; a disk that takes nothing is tried again at each write.</summary>
internal sealed class JournalFile : IDisposable
{
    public const string Name = "journal.db";

    private readonly Lock gate = new();
    private readonly string folder;
    private readonly FolderLock owner;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private SqliteConnection connection;

    /// <summary>Why <see cref="connection"/> is not the file, or not usable; null when all is well.</summary>
    private SqliteException? unusable;

    private JournalFile(string folder, FolderLock owner, TimeProvider time, ILogger log)
    {
        (this.folder, this.owner, this.time, this.log) = (folder, owner, time, log);
        connection = JournalDatabase.InMemory();
    }

    /// <summary>Opens it even when the disk is full, read-only or failing: nothing can be written then, and nothing is known.</summary>
    /// <exception cref="FolderInUseException">Another device runs on this folder.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    /// <exception cref="IOException">There is no such folder, and it cannot be made.</exception>
    public static JournalFile Open(string folder, TimeProvider? time = null, ILogger? log = null)
    {
        Directory.CreateDirectory(folder);
        var file = new JournalFile(folder, FolderLock.Take(folder), time ?? TimeProvider.System, log ?? NullLogger.Instance);
        try
        {
            file.TryOpen();
            if (file.unusable is not null && !DiskTrouble.IsThisUserAllowed(folder)) throw new UnauthorizedAccessException($"this user may not write in {folder}");
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Why the last write failed: one of <see cref="Contract.HoldReason"/>; null when the last one went well.</summary>
    public string? Trouble { get; private set; }

    /// <summary>All of <paramref name="work"/> or none of it, on the disk when this returns.</summary>
    /// <exception cref="SqliteException">Nothing was changed.</exception>
    public T Write<T>(Func<JournalFile, T> work)
    {
        lock (gate)
        {
            return Guarded(() =>
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                var result = work(this);
                transaction.Commit();
                return result;
            });
        }
    }

    public int Execute(string sql, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            return Guarded(() =>
            {
                using var command = Command(sql, values);
                return command.ExecuteNonQuery();
            });
        }
    }

    public List<T> Query<T>(string sql, Func<SqliteDataReader, T> row, params (string Name, object? Value)[] values)
    {
        lock (gate)
        {
            try
            {
                using var command = Command(sql, values);
                using var reader = command.ExecuteReader();
                var rows = new List<T>();
                while (reader.Read()) rows.Add(row(reader));
                return rows;
            }
            catch (SqliteException e) when (JournalDatabase.IsDamage(e))
            {
                unusable = e;
                throw;
            }
        }
    }

    /// <summary>A small value that outlives the process; null when it was never set.</summary>
    public string? Fact(string name) =>
        Query("SELECT value FROM facts WHERE name = $name", r => r.GetString(0), ("$name", name)).FirstOrDefault();

    /// <summary>A fact that is a number; 0 when it was never set, or when a bit of it turned over on the disk.</summary>
    public double Number(string name) => double.TryParse(Fact(name), CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    public void SetFact(string name, string value) =>
        Execute("INSERT INTO facts (name, value) VALUES ($name, $value) ON CONFLICT (name) DO UPDATE SET value = excluded.value", ("$name", name), ("$value", value));

    /// <summary>It may not grow beyond <see cref="JournalDatabase.MostPages"/>.</summary>
    public bool IsHalfFull => Query("PRAGMA page_count", r => r.GetInt64(0))[0] - Query("PRAGMA freelist_count", r => r.GetInt64(0))[0] > JournalDatabase.MostPages / 2;

    /// <summary>Gives freed pages back to the disk.</summary>
    public void Shrink()
    {
        Query("PRAGMA incremental_vacuum", _ => 0);
        Query("PRAGMA wal_checkpoint(TRUNCATE)", _ => 0);
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection.Dispose();
            owner.Dispose();
        }
    }

    private T Guarded<T>(Func<T> write)
    {
        if (unusable is not null) TryOpen();
        if (unusable is not null) throw unusable;
        try
        {
            var result = write();
            Trouble = null;
            return result;
        }
        catch (SqliteException e)
        {
            Trouble = DiskTrouble.Of(e, folder);
            if (JournalDatabase.IsDamage(e)) unusable = e;
            throw;
        }
    }

    private void TryOpen()
    {
        try
        {
            Swap(OpenOrSalvage(Path.Combine(folder, Name)));
            unusable = null;
            Trouble = null;
        }
        catch (Exception e) when (e is SqliteException or IOException)
        {
            if (unusable is null) log.LogError("the journal cannot be opened, no job is taken until it can: {Reason}", e.Message);
            Swap(JournalDatabase.InMemory());
            unusable = e as SqliteException ?? new SqliteException(e.Message, JournalDatabase.InputOutput);
            Trouble = DiskTrouble.Of(unusable, folder);
        }
    }

    private SqliteConnection OpenOrSalvage(string path)
    {
        Salvage.Finish(path);
        try
        {
            return JournalDatabase.Open(path);
        }
        catch (SqliteException e) when (JournalDatabase.IsDamage(e))
        {
            connection.Dispose();
            var salvage = Salvage.Run(path, time);
            log.LogError("the journal was damaged ({Reason}); {Jobs} jobs and {Acks} acks were read from it, the rest is in {File}", e.Message, salvage.Jobs, salvage.Acks, salvage.File);
            return JournalDatabase.Open(path);
        }
    }

    private void Swap(SqliteConnection next)
    {
        connection.Dispose();
        connection = next;
    }

    private SqliteCommand Command(string sql, (string Name, object? Value)[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
