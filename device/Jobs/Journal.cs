using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pennant.Contract;

namespace Pennant.Device.Jobs;

/// <summary>What the device knows of every job. A change of state and the ack that tells of it are one transaction; a known id is never printed again.</summary>
internal sealed class Journal(JournalFile file, Outbox outbox, TimeProvider time)
{
    private static readonly TimeSpan DamageIsNews = TimeSpan.FromDays(7);
    private volatile bool hasFailed;

    /// <summary>Why nothing can be written: one of <see cref="HoldReason"/>; null when the last write went well.</summary>
    public string? Trouble => file.Trouble;

    /// <summary>Set whenever there may be something to print.</summary>
    public Signal Arrived { get; } = new();

    /// <summary>Raised, on any thread, when something was written.</summary>
    public event Action? Written;

    /// <summary>Raised when a write works again after one has failed.</summary>
    public event Action? Recovered;

    /// <summary>One of <see cref="HoldReason"/> while nothing is fed to the printer.</summary>
    public string? Hold { get; private set; }

    /// <summary>Takes a job, or answers with what is true of it when its id is known. On the disk when this returns.</summary>
    /// <returns>Whether the job is new.</returns>
    public bool Receive(Job job)
    {
        var isNew = Write(now =>
        {
            if (Answer(job.Id, job.Attempt, now)) return false;
            var body = JsonSerializer.SerializeToUtf8Bytes(job, ContractJson.Default.Job);
            Insert(new JournalJob(job.Id, job.Attempt, AckState.Received, now, body, null, null, null), job.CreatedAt, job.ExpiresAt);
            if (Hold is not null) AddAck(Find(job.Id)!, now);
            return true;
        });
        if (isNew) Arrived.Set();
        return isNew;
    }

    /// <summary>Notes a job that can never be printed, unless something is already known of it.</summary>
    public void Refuse(string id, int attempt, string code, string detail) => Write(now =>
    {
        if (Answer(id, attempt, now)) return false;
        Insert(new JournalJob(id, attempt, AckState.Failed, now, null, null, code, detail), now, now);
        return true;
    });

    /// <summary>Takes back a job whose first byte is not due yet, and one that has not arrived yet; of any other the truth is told again.</summary>
    public void Cancel(string id) => Write(now =>
    {
        if (Move(id, AckState.Received, AckState.Canceled, now) || Answer(id, 0, now)) return true;
        Insert(new JournalJob(id, 0, AckState.Canceled, now, null, null, null, null), now, now);
        return true;
    });

    /// <summary>After a failed write: whether the disk takes one again.</summary>
    /// <exception cref="SqliteException">It does not.</exception>
    public void Verify()
    {
        if (!hasFailed) return;
        file.SetFact(Facts.Verified, Times.ToText(time.GetUtcNow()));
        hasFailed = false;
        Recovered?.Invoke();
    }

    /// <summary>The oldest job that waits, without the expired ones, which are told off first.</summary>
    public JournalJob? Next()
    {
        Expire();
        return file.Query(
            $"SELECT {JournalJob.Columns} FROM jobs WHERE state = $state ORDER BY created_at, id LIMIT 1",
            JournalJob.Read, ("$state", nameof(AckState.Received))).FirstOrDefault();
    }

    /// <summary>The point of no return: from here on the job is never started again.</summary>
    /// <returns>False when the job was canceled in the meantime.</returns>
    public bool Begin(string id) => Write(now =>
    {
        if (!Move(id, AckState.Received, AckState.Printing, now)) return false;
        if (file.Fact(Facts.LastBegunId) is { } last) file.Execute("UPDATE jobs SET body = NULL WHERE id = $id AND state <> $printing", ("$id", last), ("$printing", nameof(AckState.Printing)));
        file.SetFact(Facts.LastBegunId, id);
        return true;
    });

    public void Printed(string id, Evidence evidence, double millimetres) => Write(now =>
    {
        file.SetFact(Facts.UsedMillimetres, (UsedMillimetres + millimetres).ToString(CultureInfo.InvariantCulture));
        file.SetFact(Facts.LastPrintedId, id);
        file.SetFact(Facts.LastPrintedAt, Times.ToText(now));
        return Move(id, AckState.Printing, AckState.Printed, now, evidence) || Move(id, AckState.Unconfirmed, AckState.Printed, now, evidence);
    });

    public void Unconfirmed(string id, string detail) => Write(now => Move(id, AckState.Printing, AckState.Unconfirmed, now, detail: detail));

    /// <summary>Only before the first byte.</summary>
    public void Failed(string id, string code, string detail) => Write(now => Move(id, AckState.Received, AckState.Failed, now, code: code, detail: detail));

    /// <summary>Jobs that were being printed when the process ended: nobody knows what came out, and the printer's answer went to a connection that is gone.</summary>
    public int GiveUpInterrupted() => Write(now =>
    {
        var interrupted = InState(AckState.Printing);
        foreach (var job in interrupted) Move(job.Id, AckState.Printing, AckState.Unconfirmed, now, detail: "the device stopped while this was printing");
        return interrupted.Count;
    });

    /// <summary>Starts, changes or (null) ends a hold, and tells so for every unfinished job.</summary>
    public void SetHold(string? reason)
    {
        if (Hold == reason) return;
        var before = Hold;
        Hold = reason;
        try
        {
            Write(now => AckAll(InState(AckState.Printing), now) + AckAll(InState(AckState.Received), now));
        }
        catch
        {
            Hold = before;
            throw;
        }
    }

    /// <summary>Repeats the last word on every unfinished job of which nothing was said for <paramref name="silence"/>.</summary>
    public int Repeat(TimeSpan silence) => Write(now => AckAll(file.Query(
        $"""
        SELECT {JournalJob.Columns} FROM jobs WHERE state IN ($received, $printing) AND acked_at <= $before
        AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.job = jobs.id) ORDER BY created_at, id
        """,
        JournalJob.Read, ("$received", nameof(AckState.Received)), ("$printing", nameof(AckState.Printing)), ("$before", Times.ToText(now - silence))), now));

    public int Unfinished => file.Query(
        "SELECT count(*) FROM jobs WHERE state IN ($received, $printing)", r => r.GetInt32(0),
        ("$received", nameof(AckState.Received)), ("$printing", nameof(AckState.Printing)))[0];

    /// <summary>The last message that went to the printer and is through with it, whatever came out. Its body alone is kept, so that it can be copied on the spot.</summary>
    public JournalJob? LastBegun => file.Fact(Facts.LastBegunId) is { } id && Find(id) is { IsFinished: true, Body: not null } job ? job : null;

    /// <summary>Counts paper that no message is told of.</summary>
    public void UsePaper(double millimetres) => Write(_ =>
    {
        file.SetFact(Facts.UsedMillimetres, (UsedMillimetres + millimetres).ToString(CultureInfo.InvariantCulture));
        return true;
    });

    public double UsedMillimetres => file.Number(Facts.UsedMillimetres);

    public LastPrintedReport? LastPrinted =>
        file.Fact(Facts.LastPrintedId) is { } id && Times.Parse(file.Fact(Facts.LastPrintedAt)) is { } at ? new LastPrintedReport(id, at) : null;

    /// <summary>A sentence for a week after the journal was found damaged; null otherwise.</summary>
    public string? Damage => Times.Parse(file.Fact(Facts.DamagedAt)) is { } at && time.GetUtcNow() - at < DamageIsNews
        ? $"The journal was damaged on {at:yyyy-MM-dd}. What could be read was kept, the damaged file too: {Path.GetFileName(file.Fact(Facts.DamagedFile))}."
        : null;

    /// <summary>Forgets finished jobs beyond the newest <paramref name="keep"/> and those older than <paramref name="age"/>, but by age none that may still come again: the clock may have been behind.</summary>
    public int Forget(int keep, TimeSpan age) => Write(now => file.Execute(
        """
        DELETE FROM jobs WHERE state NOT IN ($received, $printing) AND ((changed_at < $before AND expires_at < $now) OR id IN (
          SELECT id FROM jobs WHERE state NOT IN ($received, $printing) ORDER BY changed_at DESC LIMIT -1 OFFSET $keep))
        """,
        ("$received", nameof(AckState.Received)), ("$printing", nameof(AckState.Printing)), ("$before", Times.ToText(now - age)), ("$now", Times.ToText(now)), ("$keep", keep)));

    /// <summary>Keeps the file small: what is finished is forgotten sooner when there is much of it, and free pages go back to the disk.</summary>
    public int Tidy(int keep, TimeSpan age)
    {
        var count = Forget(keep, age);
        if (file.IsHalfFull) count += Forget(keep / 10, age);
        file.Shrink();
        return count;
    }

    private void Expire()
    {
        var due = file.Query(
            "SELECT id FROM jobs WHERE state = $state AND expires_at <= $now", r => r.GetString(0),
            ("$state", nameof(AckState.Received)), ("$now", Times.ToText(time.GetUtcNow())));
        foreach (var id in due) Failed(id, FailureCode.Expired, "its time was over before the printer was ready");
    }

    private bool Move(string id, AckState from, AckState to, DateTimeOffset now, Evidence? evidence = null, string? code = null, string? detail = null)
    {
        var moved = file.Execute(
            """
            UPDATE jobs SET state = $to, changed_at = $now, evidence = $evidence, code = $code, detail = $detail,
            body = CASE WHEN $to IN ('Printing', 'Printed', 'Unconfirmed') THEN body END WHERE id = $id AND state = $from
            """,
            ("$to", to.ToString()), ("$now", Times.ToText(now)), ("$evidence", evidence?.ToString()), ("$code", code), ("$detail", detail),
            ("$id", id), ("$from", from.ToString())) == 1;
        if (moved) outbox.Add(Find(id)!.ToAck(), now);
        return moved;
    }

    private bool Answer(string id, int attempt, DateTimeOffset now)
    {
        file.Execute("UPDATE jobs SET attempt = max(attempt, $attempt) WHERE id = $id", ("$attempt", attempt), ("$id", id));
        if (Find(id) is not { } job) return false;
        AddAck(job, now);
        return true;
    }

    private void Insert(JournalJob job, DateTimeOffset createdAt, DateTimeOffset expiresAt)
    {
        file.Execute(
            """
            INSERT INTO jobs (id, attempt, state, created_at, expires_at, body, code, detail, changed_at, acked_at)
            VALUES ($id, $attempt, $state, $created, $expires, $body, $code, $detail, $now, $now)
            """,
            ("$id", job.Id), ("$attempt", job.Attempt), ("$state", job.State.ToString()), ("$created", Times.ToText(createdAt)), ("$expires", Times.ToText(expiresAt)),
            ("$body", job.Body), ("$code", job.Code), ("$detail", job.Detail), ("$now", Times.ToText(job.ChangedAt)));
        outbox.Add(job.ToAck(), job.ChangedAt);
    }

    private int AckAll(List<JournalJob> jobs, DateTimeOffset now)
    {
        foreach (var job in jobs) AddAck(job, now);
        return jobs.Count;
    }

    private void AddAck(JournalJob job, DateTimeOffset now) =>
        outbox.Add(Hold is { } reason && !job.IsFinished ? job.ToAck() with { State = AckState.Held, At = now, Code = reason } : job.ToAck(), now);

    private JournalJob? Find(string id) =>
        file.Query($"SELECT {JournalJob.Columns} FROM jobs WHERE id = $id", JournalJob.Read, ("$id", id)).FirstOrDefault();

    private List<JournalJob> InState(AckState state) =>
        file.Query($"SELECT {JournalJob.Columns} FROM jobs WHERE state = $state ORDER BY created_at, id", JournalJob.Read, ("$state", state.ToString()));

    private T Write<T>(Func<DateTimeOffset, T> work)
    {
        try
        {
            var result = file.Write(_ => work(time.GetUtcNow()));
            outbox.Filled.Set();
            Written?.Invoke();
            return result;
        }
        catch (SqliteException)
        {
            hasFailed = true;
            Arrived.Set();
            throw;
        }
    }
}
