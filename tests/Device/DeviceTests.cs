using System.Text;
using Pennant.Contract;
using Pennant.Receipts;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device;

public sealed class DeviceTests
{
    [Fact]
    public async Task A_job_is_journalled_acknowledged_printed_and_confirmed()
    {
        await using var rig = await new DeviceRig().StartAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A));

        var acks = await rig.Broker.Acks.UntilAsync(all => all.Any(a => a.State == AckState.Printed));
        Assert.Equal([AckState.Received, AckState.Printing, AckState.Printed], acks.Select(a => a.State));
        Assert.Equal(Evidence.Confirmed, acks[^1].Evidence);
        Assert.All(acks, a => Assert.Equal((A, 1), (a.Id, a.Attempt)));
        Assert.Single(rig.Printer.Paper.All);
        Assert.Empty(rig.Printer.Misunderstood.All);
        await rig.Broker.Acknowledged.OneAsync(t => t == Topics.Jobs(DeviceRig.Name));
    }

    [Fact]
    public async Task The_paper_is_the_rendered_receipt_dot_for_dot()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var text = string.Join('\n', Enumerable.Range(0, 40).Select(i => $"line {i}: ✓ ünïcode"));

        var job = DeviceRig.Job(A, text);
        job = job with { WrittenAt = job.CreatedAt.AddMinutes(-10) };
        await rig.Broker.SendAsync(DeviceRig.Name, job);

        var paper = await rig.Printer.Paper.UntilAsync(all => all.Count == 1);
        var preview = ReceiptRenderer.Render(rig.Receipt(job), PrinterProfile.For(384)).Raster!;
        Assert.Equal(preview.Bits, paper[0]);
    }

    [Fact]
    public async Task A_job_delivered_twice_is_printed_once_and_answered_twice()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var job = DeviceRig.Job(A);
        await rig.Broker.SendAsync(DeviceRig.Name, job);
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);

        await rig.Broker.SendAsync(DeviceRig.Name, job with { Attempt = 2 });

        var again = await rig.Broker.Acks.OneAsync(a => a.Attempt == 2);
        Assert.Equal((AckState.Printed, Evidence.Confirmed), (again.State, again.Evidence));
        await PrintsAsync(rig, B);
        Assert.Equal(2, rig.Printer.Paper.All.Count);
    }

    [Fact]
    public async Task An_undecodable_job_is_answered_when_it_has_an_id_and_never_comes_again()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var topic = Topics.Jobs(DeviceRig.Name);

        foreach (var payload in new[] { $$"""{"id":"{{A}}","attempt":3,"text":7}""", "{\"id\":", "\"\\ud800\"", "[]", "", new string('[', 1000) })
            await rig.Broker.SendAsync(topic, Encoding.UTF8.GetBytes(payload));

        var refused = await rig.Broker.Acks.OneAsync(a => a.Id == A);
        Assert.Equal((AckState.Failed, FailureCode.Undecodable, 3), (refused.State, refused.Code, refused.Attempt));
        await rig.Broker.Acknowledged.UntilAsync(all => all.Count(t => t == topic) == 6);
        await PrintsAsync(rig, B);
        Assert.Single(rig.Printer.Paper.All);
    }

    [Fact]
    public async Task An_expired_job_fails_and_is_not_printed()
    {
        await using var rig = await new DeviceRig().StartAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, age: Limits.ExpiresAfter + TimeSpan.FromSeconds(1)));

        var failed = await rig.Broker.Acks.OneAsync(a => a.State == AckState.Failed);
        Assert.Equal(FailureCode.Expired, failed.Code);
        await PrintsAsync(rig, B);
        Assert.Single(rig.Printer.Paper.All);
    }

    [Fact]
    public async Task A_picture_that_cannot_be_read_fails_the_job()
    {
        await using var rig = await new DeviceRig().StartAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A) with { Image = "bm90IGEgcG5n" });

        var failed = await rig.Broker.Acks.OneAsync(a => a.State == AckState.Failed);
        Assert.Equal(FailureCode.BadImage, failed.Code);
    }

    [Fact]
    public async Task The_log_never_holds_the_text_of_a_message()
    {
        await using var rig = await new DeviceRig().StartAsync();

        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(A, "swordfish"));
        await rig.Broker.SendAsync(Topics.Jobs(DeviceRig.Name), Encoding.UTF8.GetBytes($$"""{"id":"{{B}}","text":"swordfish"}"""));

        await rig.Broker.Acks.UntilAsync(all => all.Any(a => a.State == AckState.Printed) && all.Any(a => a.State == AckState.Failed));
        Assert.NotEmpty(rig.Logs.All);
        Assert.DoesNotContain(rig.Logs.All, line => line.Contains("swordfish", StringComparison.Ordinal));
    }

    /// <summary>Proves that everything before it is over.</summary>
    private static async Task PrintsAsync(DeviceRig rig, string id)
    {
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(id));
        await rig.Broker.Acks.OneAsync(a => a.Id == id && a.State == AckState.Printed);
    }
}
