using System.Text;
using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Device.Links;

/// <summary>F-23, F-24: what the broker ends connections for without giving a reason.</summary>
public sealed class PolicyDenialTests
{
    private static readonly (TimeSpan, TimeSpan) Never = (TimeSpan.FromDays(1), TimeSpan.FromDays(1));

    [Fact]
    public async Task A_policy_that_does_not_let_the_device_connect_is_named_and_not_hammered()
    {
        await using var rig = await new LinkRig { Hopeless = Never }.ProvideAsync(policy: null);

        await rig.StartAsync();

        await rig.BecomesAsync(LinkCode.PolicyDenied);
        await Eventually.TrueAsync(() => rig.Watch.InARow == 3, "three tries");
        Assert.Equal(3, rig.Presence("connect_failed"));
    }

    [Fact]
    public async Task A_policy_that_does_not_let_it_subscribe_is_found_out_after_three_connections()
    {
        await using var rig = await new LinkRig { Hopeless = Never }.ProvideAsync("connect-only");
        await rig.StartAsync();

        await rig.BecomesAsync(LinkCode.PolicyDenied);

        Assert.Equal("subscribe", rig.Watch.Now.Detail);
        Assert.Equal(3, rig.Presence("connected"));
    }

    [Fact]
    public async Task A_topic_that_may_not_be_published_to_is_left_alone_and_the_rest_goes_on()
    {
        await using var rig = await new LinkRig { Options = new LinkOptions { DeniedRest = Never } }.ProvideAsync("no-acks");
        var deliveries = new Recorder<string>();
        await rig.StartAsync();
        rig.Link.On(Topics.Jobs(LinkRig.Name), payload => deliveries.Add(Encoding.UTF8.GetString(payload)));
        await rig.BecomesAsync(LinkCode.Online);
        for (var i = 1; i <= Denials.Enough; i++)
        {
            var times = i;
            await rig.Ready.UntilAsync(all => all.Count >= times);
            await Assert.ThrowsAnyAsync<MQTTnet.Exceptions.MqttCommunicationException>(() => rig.PublishAckAsync("one"));
        }

        await rig.BecomesAsync(LinkCode.PolicyDenied);
        await rig.Ready.UntilAsync(all => all.Count == Denials.Enough + 1);
        var waits = rig.PublishAckAsync("one");

        Assert.Equal($"publish {Topics.Acks(LinkRig.Name)}", rig.Watch.Now.Detail);
        await rig.Link.PublishAsync($"{Topics.Shadow(LinkRig.Name)}/get", [], CancellationToken.None);
        await rig.Iot.PublishAsync(Topics.Jobs(LinkRig.Name), "1");
        await deliveries.OneAsync(payload => payload == "1");
        Assert.Equal((false, LinkCode.PolicyDenied), (waits.IsCompleted, rig.Watch.Now.Code));
        Assert.Equal(Denials.Enough + 1, rig.Presence("connected"));
    }

    [Fact]
    public async Task When_the_policy_is_mended_the_denied_ack_goes_out_by_itself()
    {
        await using var rig = await new LinkRig().ProvideAsync("no-acks");
        await rig.StartAsync();
        var sender = new AckSender(rig.Outbox, rig.Link, LinkRig.Name, TimeProvider.System, new RecordingLogs(rig.Logs).Of<AckSender>());
        rig.Link.Connected += rig.Outbox.Filled.Set;
        rig.Outbox.Add(new Ack("01J00000000000000000000001", 1, AckState.Received, TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow());
        await sender.StartAsync(CancellationToken.None);
        rig.Outbox.Filled.Set();
        await rig.BecomesAsync(LinkCode.PolicyDenied);

        await rig.AttachAsync(TestTemplate.OpenPolicy);

        await Eventually.TrueAsync(() => rig.AckBodies().Count > 0, "the ack");
        await rig.Codes.UntilAsync(all => all[^1] == LinkCode.Online);
        await sender.StopAsync(CancellationToken.None);
        sender.Dispose();
    }

    [Fact]
    public async Task An_ack_that_ends_every_connection_is_dropped_when_others_go_through()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        rig.Iot.Core.Faults.HangsUpOn = message => message.Topic == Topics.Acks(LinkRig.Name) && Encoding.UTF8.GetString(message.Payload.Span).Contains(Ids.A, StringComparison.Ordinal);
        await rig.StartAsync();
        foreach (var id in new[] { Ids.A, Ids.B, Ids.C }) rig.Outbox.Add(new Ack(id, 1, AckState.Received, TimeProvider.System.GetUtcNow()), TimeProvider.System.GetUtcNow());
        using var sender = new AckSender(rig.Outbox, rig.Link, LinkRig.Name, TimeProvider.System, new RecordingLogs(rig.Logs).Of<AckSender>());
        rig.Link.Connected += rig.Outbox.Filled.Set;

        await sender.StartAsync(CancellationToken.None);
        rig.Outbox.Filled.Set();

        await rig.Logs.OneAsync(line => line.StartsWith($"Error: an ack of job {Ids.A} was dropped", StringComparison.Ordinal));
        await Eventually.TrueAsync(() => rig.Outbox.First(1).Count == 0, "an empty outbox");
        Assert.Equal([Ids.B, Ids.C], rig.AckBodies().Select(body => body[7..33]));
        await sender.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Another_client_with_the_same_name_is_found_out_and_given_way_to()
    {
        await using var rig = await new LinkRig { Hopeless = Never }.ProvideAsync();
        await rig.StartAsync();
        for (var times = 1; times <= 3; times++)
        {
            await rig.Ready.UntilAsync(all => all.Count == times);
            await using var twin = await rig.Device.ConnectAsync(Absence.Persistent);
            await rig.Logs.UntilAsync(all => all.Count(line => line.Contains("ended after", StringComparison.Ordinal)) == times);
        }

        await rig.BecomesAsync(LinkCode.TakenOver);

        Assert.Equal(3, rig.Ready.All.Count);
        Assert.DoesNotContain(LinkCode.PolicyDenied, rig.Codes.All);
    }

    [Fact]
    public async Task More_than_AWS_takes_in_one_message_is_not_sent()
    {
        await using var rig = await new LinkRig().ProvideAsync();
        await rig.StartAsync();
        await rig.BecomesAsync(LinkCode.Online);

        await Assert.ThrowsAsync<ArgumentException>(() => rig.Link.PublishAsync(Topics.Acks(LinkRig.Name), new byte[Limits.PayloadBytes + 1], CancellationToken.None));

        await rig.PublishAckAsync("still there");
        Assert.Equal(1, rig.Presence("connected"));
    }
}
