using Microsoft.Data.Sqlite;

namespace Pennant.Device.Jobs;

/// <summary>Opens the journal's SQLite file and makes sure that it is whole.</summary>
internal static class JournalDatabase
{
    /// <summary>SQLite's own numbers.</summary>
    public const int Full = 13, ReadOnly = 8, InputOutput = 10, CannotOpen = 14, Corrupt = 11, NotADatabase = 26;

    /// <summary>64 MB of 4 KB pages: what is finished is forgotten long before.</summary>
    public const int MostPages = 16_384;

    private const string Pragmas = """
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA busy_timeout = 5000;
        PRAGMA cell_size_check = ON;
        PRAGMA wal_autocheckpoint = 256;
        PRAGMA journal_size_limit = 1048576;
        """;

    /// <summary>The checks are there for bits that turn over on the disk: SQLite looks at them in <c>integrity_check</c>.</summary>
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS jobs (
          id TEXT PRIMARY KEY CHECK (length(id) = 26),
          attempt INTEGER NOT NULL CHECK (attempt >= 0),
          state TEXT NOT NULL CHECK (state IN ('Received', 'Printing', 'Printed', 'Unconfirmed', 'Failed', 'Canceled')),
          created_at TEXT NOT NULL CHECK (created_at LIKE '____-__-__T%'),
          expires_at TEXT NOT NULL CHECK (expires_at LIKE '____-__-__T%'),
          body BLOB,
          evidence TEXT CHECK (evidence IS NULL OR evidence IN ('Confirmed', 'Processed', 'Written')),
          code TEXT,
          detail TEXT,
          changed_at TEXT NOT NULL CHECK (changed_at LIKE '____-__-__T%'),
          acked_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, created_at, id);
        CREATE INDEX IF NOT EXISTS jobs_by_age ON jobs (changed_at);
        CREATE TABLE IF NOT EXISTS outbox (
          seq INTEGER PRIMARY KEY AUTOINCREMENT,
          job TEXT NOT NULL,
          body BLOB NOT NULL
        ) STRICT;
        CREATE INDEX IF NOT EXISTS outbox_by_job ON outbox (job);
        CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        """;

    /// <exception cref="SqliteException">The disk does not let it be opened, or (<see cref="IsDamage"/>) the file is not whole.</exception>
    public static SqliteConnection Open(string path)
    {
        if (!DatabaseHeader.IsWhole(path)) throw new SqliteException("the journal is damaged: its head", Corrupt);
        return Prepared(Connect(path), PrepareForUse);
    }

    /// <summary>An empty journal in memory, to be read from while there is no other.</summary>
    public static SqliteConnection InMemory() => Prepared(Connect(":memory:"), connection => Execute(connection, Schema));

    /// <summary>A new file without a write-ahead log beside it, so that it can be renamed.</summary>
    public static SqliteConnection Plain(string path) => Prepared(Connect(path), connection => Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = FULL;" + Schema));

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is Corrupt or NotADatabase;

    public static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void PrepareForUse(SqliteConnection connection)
    {
        Execute(connection, Pragmas);
        Execute(connection, $"PRAGMA max_page_count = {MostPages}");
        if (Scalar(connection, "PRAGMA integrity_check(1)") is not "ok" and var flaw) throw new SqliteException($"the journal is damaged: {flaw}", Corrupt);
        Execute(connection, Schema);
    }

    private static SqliteConnection Prepared(SqliteConnection connection, Action<SqliteConnection> prepare)
    {
        try
        {
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
