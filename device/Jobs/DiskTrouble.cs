using Microsoft.Data.Sqlite;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>Asks the disk itself why the journal cannot be written: SQLite's words for it differ with the moment.</summary>
internal static class DiskTrouble
{
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122, PermissionDenied = 13;

    /// <returns>One of <see cref="HoldReason"/>.</returns>
    public static string Of(SqliteException e, string folder) => ErrorOf(folder) switch
    {
        NoSpace or QuotaExceeded => HoldReason.DiskFull,
        ReadOnlyFileSystem or PermissionDenied => HoldReason.DiskReadOnly,
        not null => HoldReason.DiskFailing,
        null => e.SqliteErrorCode switch
        {
            JournalDatabase.ReadOnly => HoldReason.DiskReadOnly,
            JournalDatabase.InputOutput or JournalDatabase.CannotOpen => HoldReason.DiskFailing,
            _ => HoldReason.DiskFull,
        },
    };

    /// <summary>False for what only a configuration can mend: then the device says so and ends.</summary>
    public static bool IsThisUserAllowed(string folder) => ErrorOf(folder) != PermissionDenied;

    /// <returns>The kernel's number; null when it takes a page.</returns>
    private static int? ErrorOf(string folder)
    {
        var path = Path.Combine(folder, "journal.probe");
        try
        {
            using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            file.Write(new byte[4096]);
            file.Flush(flushToDisk: true);
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            return e.InnerException is IOException { HResult: var error } ? error : PermissionDenied;
        }
        catch (IOException e)
        {
            return e.HResult;
        }
    }
}
