using Pennant.Device.Connection;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Device.Links;

/// <summary>F-09, F-10, F-12: the network and the broker go and come back.</summary>
public sealed class NetworkTests
{
    /// <summary>Short enough to wait for; a machine too slow for it finds the same silence.</summary>
    private static readonly LinkOptions Impatient = new() { Beat = TimeSpan.FromMilliseconds(300), AnswerWithin = TimeSpan.FromSeconds(2) };

    [Fact]
    public async Task A_name_that_cannot_be_looked_up_is_told_apart()
    {
        await using var rig = await new LinkRig { Endpoint = "no-such-host.invalid" }.ProvideAsync();

        await rig.StartAsync();

        await rig.BecomesAsync(LinkCode.OfflineDns);
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_is_a_network_to_wait_for()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        rig.Port = rig.Iot.Core.Port;
        await rig.Iot.DisposeAsync();

        await rig.StartAsync();

        await rig.BecomesAsync(LinkCode.OfflineNetwork);
    }

    [Fact]
    public async Task A_link_that_loses_everything_is_given_up_and_comes_back_with_its_session()
    {
        await using var rig = await new LinkRig { Options = Impatient }.ProvideAsync();
        await using var proxy = new Proxy(rig.Iot.Core.Port);
        rig.Port = proxy.Port;
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        proxy.IsBlackHole = true;
        await rig.BecomesAsync(LinkCode.OfflineSilent);
        proxy.IsBlackHole = false;

        await rig.Codes.UntilAsync(all => all.Count(code => code == LinkCode.Online) >= 2);
        Assert.Contains(rig.Logs.All, line => line.EndsWith("session kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_broker_that_answers_no_ping_is_left()
    {
        await using var rig = await new LinkRig { Options = Impatient }.ProvideAsync();
        rig.Iot.Core.Faults.LosesPings = true;

        await rig.StartAsync();

        await rig.BecomesAsync(LinkCode.OfflineSilent);
        rig.Iot.Core.Faults.LosesPings = false;
        await rig.Codes.UntilAsync(all => all[^1] == LinkCode.Online);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        await using var proxy = new Proxy(rig.Iot.Core.Port);
        rig.Port = proxy.Port;
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        proxy.Reset();

        await rig.BecomesAsync(LinkCode.OfflineNetwork);
        await rig.Codes.UntilAsync(all => all.Count(code => code == LinkCode.Online) == 2);
    }

    [Theory]
    [InlineData(true, "session kept", 1)]
    [InlineData(false, "session new", 2)]
    public async Task A_broker_that_was_away_is_asked_for_deliveries_again_only_if_it_has_forgotten(bool keepsSessions, string said, int subscribed)
    {
        await using var rig = await new LinkRig().ProvideAsync();
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        await rig.RestartBrokerAsync(keepsSessions);

        await rig.Ready.UntilAsync(all => all.Count == 2);
        var connections = rig.Logs.All.Where(line => line.Contains("connected to", StringComparison.Ordinal)).ToList();
        Assert.EndsWith(said, connections[1], StringComparison.Ordinal);
        Assert.Equal(subscribed, connections.Count(line => line.EndsWith("session new", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_ack_without_PUBACK_is_sent_again_on_the_same_connection()
    {
        await using var rig = await new LinkRig { Options = new LinkOptions { AnswerWithin = TimeSpan.FromSeconds(4) } }.ProvideAsync();
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);
        var lost = 0;
        rig.Iot.Core.Faults.LosesPubAck = _ => lost++ == 0;

        await Assert.ThrowsAsync<TimeoutException>(() => rig.PublishAckAsync("one"));
        await rig.PublishAckAsync("one");

        await Eventually.TrueAsync(() => rig.AckBodies().Count == 2, "the ack, twice");
        Assert.Equal(1, rig.Presence("connected"));
    }
}
