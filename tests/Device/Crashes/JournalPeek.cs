using Microsoft.Data.Sqlite;
using Pennant.Contract;

namespace Pennant.Tests.Device.Crashes;

/// <summary>Looks into the journal's file from outside.</summary>
internal static class JournalPeek
{
    public static bool OutboxIsEmpty(string data) => Read(data, "SELECT count(*) FROM outbox", row => row.GetInt64(0))[0] == 0;

    public static Dictionary<string, AckState> States(string data) =>
        Read(data, "SELECT id, state FROM jobs", row => (Id: row.GetString(0), State: Enum.Parse<AckState>(row.GetString(1)))).ToDictionary(job => job.Id, job => job.State);

    private static List<T> Read<T>(string data, string sql, Func<SqliteDataReader, T> row)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(data, "journal.db")};Pooling=False;Mode=ReadOnly");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(row(reader));
        return rows;
    }
}
