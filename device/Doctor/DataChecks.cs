using Microsoft.Data.Sqlite;
using Pennant.Device.Jobs;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>The folder of the journal and the journal in it.</summary>
internal sealed class DataChecks(Patient patient, DeviceSettings settings)
{
    private const long LittleRoom = 100L << 20;

    public IEnumerable<Check> All() => [Check.Of("data folder", Folder), Check.Of("journal", Journal)];

    private Finding Folder()
    {
        if (!Directory.Exists(settings.Data)) return Finding.Skipped("data folder", $"{settings.Data} is not there yet; the first start makes it");
        var probe = Path.Combine(settings.Data, $".doctor-{Environment.ProcessId}");
        try
        {
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Problem("data folder", $"{settings.Data} cannot be written: {e.Message}", patient.IsService ? $"sudo chown -R {Account.OfService}: {settings.Data}, and make room on the disk" : "make room on the disk, or let this user write there");
        }
        var free = new DriveInfo(settings.Data).AvailableFreeSpace;
        return free < LittleRoom
            ? Finding.Warning("data folder", $"only {free >> 20} MB are free at {settings.Data}", "make room: a full disk holds the printer")
            : Finding.Ok("data folder", $"{settings.Data} can be written, {free >> 20} MB free");
    }

    private Finding Journal()
    {
        var path = Path.Combine(settings.Data, JournalFile.Name);
        if (!File.Exists(path)) return Finding.Skipped("journal", "there is none yet; the first start makes it");
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            if (command.ExecuteScalar() as string is var verdict and not "ok") return Damaged(verdict ?? "it says nothing");
            command.CommandText = "SELECT count(*) FROM jobs";
            return Finding.Ok("journal", $"is whole and knows {command.ExecuteScalar()} jobs ({new FileInfo(path).Length >> 10} KB)");
        }
        catch (SqliteException e)
        {
            return Damaged(e.Message);
        }
    }

    private static Finding Damaged(string what) => Finding.Problem("journal", $"is damaged: {what}", "the next start puts it aside and begins a new one; jobs that it knew may be unconfirmed. Check the SD card");
}
