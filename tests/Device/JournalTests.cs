using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Device.Jobs;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

public sealed class JournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-journal-").FullName;
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero));
    private JournalFile file;
    private Outbox outbox;
    private Journal journal;

    public JournalTests() => (file, outbox, journal) = Open();

    [Fact]
    public void A_job_and_its_ack_survive_a_power_cut()
    {
        journal.Receive(NewJob(A));

        Reopen();

        Assert.Equal(A, journal.Next()!.Id);
        Assert.Equal([(A, AckState.Received)], Acks());
    }

    [Fact]
    public void A_power_cut_before_the_first_byte_is_known_prints_the_job_and_after_it_never_does()
    {
        journal.Receive(NewJob(A));
        journal.Receive(NewJob(B));
        journal.Begin(A);

        Reopen();
        journal.GiveUpInterrupted();

        Assert.Equal(B, journal.Next()!.Id);
        Assert.False(journal.Begin(A));
        Assert.Equal((A, AckState.Unconfirmed), Acks()[^1]);
    }

    [Fact]
    public void A_known_job_is_answered_with_its_state_and_the_new_attempt()
    {
        journal.Receive(NewJob(A));
        journal.Begin(A);
        journal.Printed(A, Evidence.Processed, 40);
        journal.GiveUpInterrupted();

        Assert.False(journal.Receive(NewJob(A) with { Attempt = 5 }));

        var ack = Outbox()[^1];
        Assert.Equal((AckState.Printed, Evidence.Processed, 5), (ack.State, ack.Evidence, ack.Attempt));
        Assert.Null(journal.Next());
    }

    [Fact]
    public void Jobs_come_out_in_the_order_in_which_they_were_sent()
    {
        journal.Receive(NewJob(C));
        journal.Receive(NewJob(B));
        journal.Receive(NewJob(A) with { CreatedAt = time.GetUtcNow().AddMinutes(1) });

        Assert.Equal([B, C, A], TakeAll());
    }

    [Fact]
    public void An_ack_leaves_the_outbox_only_when_it_is_removed()
    {
        journal.Receive(NewJob(A));
        journal.Receive(NewJob(B));

        outbox.Remove(outbox.First(1));
        Reopen();

        Assert.Equal([(B, AckState.Received)], Acks());
    }

    [Fact]
    public void A_job_that_waits_says_so_again_every_minute_but_not_while_an_ack_of_it_waits_too()
    {
        journal.Receive(NewJob(A));
        time.Advance(Limits.AckHeartbeat);
        Assert.Equal(0, journal.Repeat(Limits.AckHeartbeat));
        outbox.Remove(outbox.First(100));

        Assert.Equal(1, journal.Repeat(Limits.AckHeartbeat));
        outbox.Remove(outbox.First(100));

        Assert.Equal(0, journal.Repeat(Limits.AckHeartbeat));
        time.Advance(Limits.AckHeartbeat);
        journal.SetHold(HoldReason.PaperOut);
        outbox.Remove(outbox.First(100));
        time.Advance(Limits.AckHeartbeat);
        Assert.Equal(1, journal.Repeat(Limits.AckHeartbeat));
        Assert.Equal((A, AckState.Held), Acks()[^1]);
    }

    [Fact]
    public void Finished_jobs_are_forgotten_by_number_and_by_age_and_unfinished_ones_never()
    {
        foreach (var id in new[] { A, B, C }) Finish(id);
        journal.Receive(NewJob("01J00000000000000000000009"));

        Assert.Equal(1, journal.Forget(keep: 2, TimeSpan.FromDays(120)));
        time.Advance(TimeSpan.FromDays(121));
        Assert.Equal(2, journal.Forget(keep: 100, TimeSpan.FromDays(120)));

        Assert.Equal(1, journal.Unfinished);
    }

    [Fact]
    public void A_printer_that_holds_again_and_again_off_line_does_not_fill_the_outbox()
    {
        journal.Receive(NewJob(A));
        for (var i = 0; i < 100; i++)
        {
            journal.SetHold(HoldReason.PaperOut);
            journal.SetHold(null);
        }
        journal.SetHold(HoldReason.CoverOpen);

        Assert.Equal(Pennant.Device.Jobs.Outbox.PerJob, Outbox().Count);
        Assert.Equal((AckState.Received, HoldReason.CoverOpen), (Outbox()[0].State, Outbox()[^1].Code));
    }

    [Fact]
    public void What_was_forgotten_gives_its_place_back_to_the_disk()
    {
        for (var i = 1; i <= 500; i++) journal.Refuse($"01J{i:D23}", 1, FailureCode.Undecodable, new string('x', 190));
        outbox.Remove(outbox.First(1000));
        file.Shrink();
        var before = new FileInfo(Path.Combine(folder, JournalFile.Name)).Length;

        Assert.Equal(490, journal.Tidy(keep: 10, TimeSpan.FromDays(120)));

        Assert.InRange(new FileInfo(Path.Combine(folder, JournalFile.Name)).Length, 1, before / 3);
        Assert.Equal(0, new FileInfo(Path.Combine(folder, JournalFile.Name + "-wal")).Length);
    }

    [Fact]
    public void The_text_of_a_finished_job_stays_on_the_disk_until_the_next_one_is_begun()
    {
        journal.Receive(NewJob(A));
        journal.Receive(NewJob(B));
        Finish(A);
        Assert.Equal(A, journal.LastBegun!.Id);

        Finish(B);

        Assert.Equal([true, false], file.Query("SELECT body IS NULL FROM jobs ORDER BY id", r => r.GetBoolean(0)));
        Assert.Equal(B, journal.LastBegun!.Id);
    }

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Finish(string id)
    {
        journal.Receive(NewJob(id));
        journal.Begin(id);
        time.Advance(TimeSpan.FromSeconds(1));
        journal.Printed(id, Evidence.Confirmed, 10);
    }

    private List<string> TakeAll()
    {
        List<string> ids = [];
        while (journal.Next() is { } job)
        {
            ids.Add(job.Id);
            journal.Begin(job.Id);
        }
        return ids;
    }

    private Job NewJob(string id) => new(id, 1, time.GetUtcNow(), time.GetUtcNow() + Limits.ExpiresAfter, null, "Hello");

    private List<Ack> Outbox() => [.. outbox.First(100).Select(a => JsonSerializer.Deserialize(a.Body, ContractJson.Default.Ack)!)];

    private List<(string, AckState)> Acks() => [.. Outbox().Select(a => (a.Id, a.State))];

    private void Reopen()
    {
        file.Dispose();
        (file, outbox, journal) = Open();
    }

    private (JournalFile, Outbox, Journal) Open()
    {
        var opened = JournalFile.Open(folder);
        var acks = new Outbox(opened);
        return (opened, acks, new Journal(opened, acks, time));
    }
}
