using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Printing;
using Pennant.Tests.Journeys;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

public sealed class WhenProofIsLateTests
{
    private static PrinterOptions Quick => new() { PollBusy = TimeSpan.FromMilliseconds(20), StatusWithin = TimeSpan.FromSeconds(10), OpenWithin = TimeSpan.FromSeconds(10), ProofWithin = TimeSpan.FromSeconds(3) };

    [Fact]
    public async Task Proof_that_comes_after_all_on_the_same_connection_turns_unconfirmed_into_printed()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await UnconfirmedAsync(rig);

        rig.Printer.SayNow();

        var printed = await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed });
        Assert.Equal(Evidence.Confirmed, printed.Evidence);
        await rig.Broker.Shadow.OneAsync(s => s.Contains($"\"last_printed\":{{\"id\":\"{A}\"", StringComparison.Ordinal));
        Assert.Single(rig.Printer.Paper.All);
    }

    [Fact]
    public async Task Until_it_comes_the_next_job_is_printed_behind_a_fence_and_each_gets_its_own_proof()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await UnconfirmedAsync(rig);
        rig.Printer.DelaysProof = false;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed });
        Assert.DoesNotContain(rig.Broker.Acks.All, a => a is { Id: A, State: AckState.Printed });

        rig.Printer.SayNow();

        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed });
        Assert.Single(rig.Printer.Connections.All);
    }

    [Fact]
    public async Task An_answer_on_another_connection_proves_nothing()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await UnconfirmedAsync(rig);
        rig.Printer.Unplug();
        rig.Printer.DelaysProof = false;
        rig.Printer.Start();
        await rig.Printer.Connections.UntilAsync(all => all.Count == 2);

        rig.Printer.SayNow();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));

        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed });
        Assert.DoesNotContain(rig.Broker.Acks.All, a => a is { Id: A, State: AckState.Printed });
    }

    [Fact]
    public async Task The_same_receipt_printed_again_is_asked_for_by_another_id()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed });

        rig.Part<LocalCopies>().Wish();
        await rig.Printer.Paper.UntilAsync(all => all.Count == 2);
        rig.Part<LocalCopies>().Wish();
        await rig.Printer.Paper.UntilAsync(all => all.Count == 3);

        var ids = await rig.Printer.AskedIds.UntilAsync(all => all.Count == 4);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.Contains(ProcessId.Of(A), ids);
    }

    [Fact]
    public async Task Answers_that_earlier_jobs_left_behind_do_not_make_a_busy_printer_ready()
    {
        await using var fake = new FakePrinter { HasProcessIds = false, IsBusy = true };
        fake.Start();
        await using var printer = PrinterOn(fake);
        Assert.False((await printer.CheckAsync(CancellationToken.None)).IsReady);

        fake.Send(0x00);
        fake.Send(0x00);

        Assert.Equal(Readiness.Busy, await printer.CheckAsync(CancellationToken.None));
        fake.IsBusy = false;
        await Eventually.TrueAsync("the printer is ready", async () => (await printer.CheckAsync(CancellationToken.None)).IsReady);
        Assert.Equal(Evidence.Processed, printer.Abilities!.Evidence);
    }

    [Fact]
    public async Task A_printer_that_could_confirm_is_waited_for_after_a_restart_and_not_taken_for_one_that_cannot()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Printed });
        await rig.StopDeviceAsync();
        rig.Printer.IsBusy = true;
        await rig.StartDeviceAsync();
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(B));
        await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Held, Code: HoldReason.PrinterError }); // the time for proof is over

        rig.Printer.IsBusy = false;

        var printed = await rig.Broker.Acks.OneAsync(a => a is { Id: B, State: AckState.Printed });
        Assert.Equal(Evidence.Confirmed, printed.Evidence);
    }

    [Fact]
    public async Task What_a_printer_could_do_is_reported_after_a_restart_while_it_is_away()
    {
        await using var rig = await StartAsync(new FakePrinter());
        await rig.Broker.Shadow.OneAsync(s => s.Contains("\"evidence\":\"confirmed\"", StringComparison.Ordinal));
        await rig.StopDeviceAsync();
        rig.Printer.Unplug();
        var before = rig.Broker.Shadow.All.Count;

        await rig.StartDeviceAsync();

        await rig.Broker.Shadow.UntilAsync(all => all.Skip(before).Any(s => s.Contains("\"evidence\":\"confirmed\"", StringComparison.Ordinal) && s.Contains(HoldReason.PrinterUnreachable, StringComparison.Ordinal)));
    }

    /// <summary>Job A is in the printer, which owes the answer.</summary>
    private static async Task UnconfirmedAsync(DeviceRig rig)
    {
        rig.Printer.DelaysProof = true;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));
        await rig.Broker.Acks.OneAsync(a => a is { Id: A, State: AckState.Unconfirmed });
    }

    private static Printer PrinterOn(FakePrinter fake) => new(
        Pennant.Device.Printing.Transports.Transport.To(new Pennant.Device.Printing.Transports.TcpAddress("", "127.0.0.1", fake.Port), TimeProvider.System), null, null, new PrinterMemory(null),
        Quick with { ProofWithin = TimeSpan.FromMinutes(5) }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private static async Task<DeviceRig> StartAsync(FakePrinter printer)
    {
        var rig = new DeviceRig(printer) { Options = Quick };
        await rig.StartAsync();
        await printer.ProbedAsync();
        return rig;
    }
}
