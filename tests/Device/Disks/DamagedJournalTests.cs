using Microsoft.Data.Sqlite;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Xunit;

namespace Pennant.Tests.Device.Disks;

/// <summary>F-40, F-41: bits turn over, files end early, the power goes in the middle of a repair.</summary>
public sealed class DamagedJournalTests : IDisposable
{
    private const int Seed = 4041, Jobs = 60;
    private static readonly DateTimeOffset Now = new(2026, 9, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-damage-").FullName;

    private string Database => Path.Combine(folder, JournalFile.Name);

    [Fact]
    public void Whatever_bits_turn_over_the_journal_opens_and_knows_every_job_that_can_be_read()
    {
        var whole = Fill();
        var random = new Random(Seed);
        for (var round = 0; round < 100; round++)
        {
            var bytes = whole.ToArray();
            for (var flips = random.Next(1, 9); flips > 0; flips--) bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            CheckOpens(bytes, $"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void A_turned_bit_in_the_files_head_costs_nothing()
    {
        var whole = Fill();
        for (var at = 0; at < 100; at += 3)
        {
            var bytes = whole.ToArray();
            bytes[at] ^= 0x10;
            Start(bytes);

            using var file = JournalFile.Open(folder);

            Assert.True(Jobs == Ids(file).Count, $"byte {at}: {Ids(file).Count} jobs are known");
        }
    }

    [Fact]
    public void A_file_that_ends_early_or_whose_last_pages_are_gone_opens_with_the_rest()
    {
        var whole = Fill();
        for (var length = 0; length < whole.Length; length += 9000) CheckOpens(whole[..length], $"cut at {length}");
        for (var page = 1; page < whole.Length / 4096; page++)
        {
            var bytes = whole.ToArray();
            bytes.AsSpan(page * 4096, 4096).Clear();
            CheckOpens(bytes, $"page {page} wiped");
        }
    }

    [Fact]
    public void A_log_that_was_cut_off_by_a_power_cut_is_ordinary_and_nothing_before_the_cut_is_lost()
    {
        byte[] database, wal;
        using (var file = JournalFile.Open(folder))
        {
            var journal = NewJournal(file);
            for (var i = 1; i <= 5; i++) journal.Receive(NewJob(i));
            (database, wal) = (Read(Database), Read(Database + "-wal"));
        }
        var known = -1;
        for (var length = 0; length <= wal.Length; length += 1000)
        {
            Start(database);
            File.WriteAllBytes(Database + "-wal", wal[..length]);

            using var file = JournalFile.Open(folder);

            Assert.InRange(Ids(file).Count, known, 5);
            known = Ids(file).Count;
            Assert.Empty(Damaged());
        }
        Assert.InRange(known, 4, 5);
    }

    [Fact]
    public void The_last_three_damaged_journals_are_kept_and_said_where()
    {
        var whole = Fill();
        for (var times = 0; times < 5; times++)
        {
            File.WriteAllBytes(Database, [.. whole[..4096], .. new byte[4096], .. whole[8192..]]);
            using var file = JournalFile.Open(folder, new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now.AddDays(times)));
            Assert.Equal(file.Fact(Facts.DamagedFile), Damaged()[^1]);
        }

        Assert.Equal(Salvage.Kept, Damaged().Count);
    }

    [Fact]
    public void A_repair_is_told_for_a_week()
    {
        File.WriteAllBytes(Database, [.. Fill()[..4096], .. new byte[4096]]);
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now);
        using var file = JournalFile.Open(folder, time);
        var journal = new Journal(file, new Outbox(file), time);

        Assert.Equal("The journal was damaged on 2026-09-01. What could be read was kept, the damaged file too: journal.damaged-2026-09-01T120000.000Z.db.", journal.Damage);
        time.Advance(TimeSpan.FromDays(8));
        Assert.Null(journal.Damage);
    }

    [Fact]
    public void A_power_cut_inside_the_repair_loses_nothing()
    {
        var whole = Fill();
        File.Move(Database, Database + ".new"); // between the two renames
        using (var file = JournalFile.Open(folder)) Assert.Equal(Jobs, Ids(file).Count);

        Start(whole);
        File.WriteAllText(Database + ".new", "half of it"); // before the first
        using (var file = JournalFile.Open(folder)) Assert.Equal(Jobs, Ids(file).Count);
    }

    [Fact]
    public void What_was_printing_is_known_to_have_begun_even_when_only_the_index_remembers_it()
    {
        var whole = Fill();
        using (var file = JournalFile.Open(folder)) Assert.Equal(20, InState(file, AckState.Printing));
        using var other = JournalDatabase.Connect(Database);
        using var root = other.CreateCommand();
        root.CommandText = "SELECT rootpage FROM sqlite_schema WHERE name = 'jobs'";
        var page = (int)(long)root.ExecuteScalar()!;
        other.Dispose();
        whole.AsSpan((page - 1) * 4096, 4096).Clear();
        Start(whole);

        using var salvaged = JournalFile.Open(folder);

        Assert.Equal((20, 0), (InState(salvaged, AckState.Printing), InState(salvaged, AckState.Received)));
    }

    [Fact]
    public void A_second_device_on_the_same_folder_is_told_so()
    {
        using var first = JournalFile.Open(folder);

        var refusal = Assert.Throws<FolderInUseException>(() => JournalFile.Open(folder));

        Assert.StartsWith($"another pennant-device is running on {folder}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_breaks_while_it_is_open_is_repaired_at_the_next_write()
    {
        using var file = JournalFile.Open(folder);
        var journal = NewJournal(file);
        for (var i = 1; i <= Jobs; i++) journal.Receive(NewJob(i));
        file.Shrink();
        using (var disk = new FileStream(Database, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            disk.Position = 4096;
            disk.Write(new byte[disk.Length - 4096]);
        }
        Query(file, "PRAGMA shrink_memory"); // SQLite forgets the pages that it has read

        Assert.ThrowsAny<SqliteException>(() => journal.Receive(NewJob(Jobs + 1)));
        journal.Receive(NewJob(Jobs + 2));

        Assert.Contains(NewJob(Jobs + 2).Id, Ids(file));
        Assert.Single(Damaged());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>A journal with jobs in three states, whole on the disk.</summary>
    private byte[] Fill()
    {
        using (var file = JournalFile.Open(folder))
        {
            var journal = NewJournal(file);
            for (var i = 1; i <= Jobs; i++)
            {
                var job = NewJob(i);
                journal.Receive(job);
                if (i % 3 != 0) journal.Begin(job.Id);
                if (i % 3 == 1) journal.Printed(job.Id, Evidence.Confirmed, 40);
            }
        }
        return File.ReadAllBytes(Database);
    }

    private void CheckOpens(byte[] bytes, string what)
    {
        Start(bytes);
        var readable = SimpleReader.Ids(Database);
        try
        {
            using var file = JournalFile.Open(folder);
            Assert.Empty(readable.Except(Ids(file)));
            NewJournal(file).Next();
            NewJournal(file).Receive(NewJob(999));
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}: {e.Message}", e);
        }
    }

    private void Start(byte[] bytes)
    {
        foreach (var file in Directory.GetFiles(folder)) File.Delete(file);
        File.WriteAllBytes(Database, bytes);
    }

    private IReadOnlyList<string> Damaged() => [.. Directory.GetFiles(folder, "journal.damaged-*").Order(StringComparer.Ordinal)];

    private static HashSet<string> Ids(JournalFile file) => [.. file.Query("SELECT id FROM jobs", r => r.GetString(0))];

    private static int InState(JournalFile file, AckState state) => file.Query("SELECT count(*) FROM jobs WHERE state = $state", r => r.GetInt32(0), ("$state", state.ToString()))[0];

    private static void Query(JournalFile file, string sql) => file.Query(sql, _ => 0);

    private static Journal NewJournal(JournalFile file) => new(file, new Outbox(file), new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now));

    private static Job NewJob(int number) => new($"01J{number:D23}", 1, Now.AddSeconds(number), Now.AddYears(20), "Ada", new string('x', 300));

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
