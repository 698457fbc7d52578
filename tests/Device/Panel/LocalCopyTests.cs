using Pennant.Contract;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Receipts;
using Xunit;
using static Pennant.Tests.Device.Ids;

namespace Pennant.Tests.Device.Panel;

public sealed class LocalCopyTests
{
    [Fact]
    public async Task The_last_message_is_printed_again_labelled_as_a_copy_and_nobody_is_told()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var job = DeviceRig.Job(A);
        await rig.Broker.SendAsync(DeviceRig.Name, job);
        await rig.Broker.Acks.OneAsync(a => a.State == AckState.Printed);
        var (used, last) = (rig.Part<Journal>().UsedMillimetres, rig.Part<Journal>().LastPrinted);

        rig.Part<LocalCopies>().Wish();

        var paper = await rig.Printer.Paper.UntilAsync(all => all.Count == 2);
        var zone = rig.Part<Pennant.Device.Settings.InForce>().Current.TimeZone;
        var copy = ReceiptRenderer.Render(new ReceiptContent("Hello", "Ada") { At = job.CreatedAt, TimeZone = zone, Id = A, CopyOf = A }, PrinterProfile.For(384)).Raster!;
        Assert.Equal(copy.Bits, paper[1]);
        await rig.Logs.OneAsync(line => line.StartsWith($"Information: copy of {A}: Confirmed", StringComparison.Ordinal));
        await PrintsAsync(rig, B);
        Assert.Equal(2, rig.Broker.Acks.All.Count(a => a.State == AckState.Printed));
        Assert.True(rig.Part<Journal>().UsedMillimetres > 2 * used);
        Assert.Equal(A, last!.Id);
    }

    [Fact]
    public async Task A_copy_can_be_had_without_a_connection_and_after_a_restart()
    {
        await using var rig = await new DeviceRig().StartAsync();
        await PrintsAsync(rig, A);
        await PrintsAsync(rig, B);
        await rig.StopDeviceAsync();
        await rig.Broker.StopAsync();
        await rig.StartDeviceAsync(isExpected: false);

        rig.Part<LocalCopies>().Wish();

        await rig.Logs.OneAsync(line => line.StartsWith($"Information: copy of {B}: Confirmed", StringComparison.Ordinal));
        Assert.Equal(3, rig.Printer.Paper.All.Count);
    }

    [Fact]
    public async Task Without_a_message_or_without_paper_nothing_is_copied_now_or_later()
    {
        await using var rig = await new DeviceRig().StartAsync();
        rig.Part<LocalCopies>().Wish();
        await rig.Logs.OneAsync(line => line.EndsWith("there is no message to copy", StringComparison.Ordinal));
        await PrintsAsync(rig, A);
        rig.Printer.IsOutOfPaper = true;
        await rig.Logs.OneAsync(line => line == "Information: printer holds: paper_out");

        rig.Part<LocalCopies>().Wish();
        await rig.Logs.OneAsync(line => line == "Information: no copy is printed: paper_out");
        rig.Printer.IsOutOfPaper = false;

        await PrintsAsync(rig, B);
        Assert.Equal(2, rig.Printer.Paper.All.Count);
    }

    private static async Task PrintsAsync(DeviceRig rig, string id)
    {
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(id));
        await rig.Broker.Acks.OneAsync(a => a.Id == id && a.State == AckState.Printed);
    }
}
