using Microsoft.Data.Sqlite;
using Pennant.Contract;
using Pennant.Device.Jobs;

namespace Pennant.Tests.Device.Disks;

/// <summary>Reads a journal from the front until it meets the damage: whatever this finds, the device must know.</summary>
internal static class SimpleReader
{
    private const string BegunAndSensible = """
        SELECT id FROM jobs WHERE state IN ('Printing', 'Printed') AND typeof(attempt) = 'integer' AND (evidence IS NULL OR evidence = 'Confirmed')
        AND changed_at LIKE '2026-09-01T12:00:00.000Z' AND created_at LIKE '2026-09-01T12%Z' AND expires_at LIKE '2046-09-01T12%Z' AND acked_at LIKE '2026-09-01T12:%:00.000Z' ORDER BY id
        """;

    public static HashSet<string> Ids(string database)
    {
        var copy = Directory.CreateTempSubdirectory("pennant-copy-").FullName;
        HashSet<string> ids = [];
        try
        {
            File.Copy(database, Path.Combine(copy, "copy.db"));
            using var connection = JournalDatabase.Connect(Path.Combine(copy, "copy.db"));
            using var command = connection.CreateCommand();
            command.CommandText = BegunAndSensible;
            using var reader = command.ExecuteReader();
            while (reader.Read()) if (Names.IsMessageId(reader.GetString(0))) ids.Add(reader.GetString(0));
        }
        catch (SqliteException)
        {
            return ids;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
        return ids;
    }
}
