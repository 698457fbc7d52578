using Pennant.Device.Connection;
using Pennant.Tests.Device.Crashes;
using Xunit;

namespace Pennant.Tests.Device.Links;

/// <summary>What the owner sees of a connection that is up and does not work.</summary>
public sealed class InTheShadowTests
{
    [Fact]
    public async Task A_policy_that_forbids_acks_is_told_in_the_shadow_and_messages_are_printed_all_the_same()
    {
        await using var rig = await CrashRig.StartAsync(mayAck: false);
        await using var device = rig.Start();
        await device.ListensAsync();

        var job = rig.NewJob();
        await rig.SendAsync(job);

        await device.SaysAsync($"link {LinkCode.PolicyDenied}:");
        await Journeys.Eventually.TrueAsync("the problem in the shadow", async () =>
            (await rig.ReportedAsync())?["problems"]?["link"]?.GetValue<string>().EndsWith($"({LinkCode.PolicyDenied}: publish pennant/kitchen/acks)", StringComparison.Ordinal) == true);
        Assert.NotNull(rig.Printer.Slips.Of(job.Id));
    }
}
