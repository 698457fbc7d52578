using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Device;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;
using Pennant.Local.Iot;
using Pennant.Local.Iot.Registry;
using Pennant.Local.Iot.Shadows;
using Pennant.Tests.Iot;

namespace Pennant.Tests.Device.Panel;

/// <summary>The device's half of the shadow against the local product's shadow service, in one process and on one clock that only a test moves.</summary>
internal sealed class ShadowRig : IDisposable
{
    private const string Name = "kitchen", Topic = $"$aws/things/{Name}/shadow";
    private static readonly PrinterAbilities Able = new(true, "Fake 80", Evidence.Confirmed, 576, true);

    private readonly TempDirectory folder = new();
    private readonly ShadowService service;
    private readonly Lock gate = new();
    private readonly Queue<(string Verb, int? Code)> refusals = [];
    private JournalFile file = null!;
    private ShadowReporter reporter = null!;

    public ShadowRig()
    {
        var registry = new ThingRegistry(TestTemplate.Golden(), folder.Path, Time);
        registry.Change(all => all.Things[Name] = new Thing(Name, "1", null, [], 1));
        service = new ShadowService(registry, new ShadowStore(Path.Combine(folder.Path, "shadows")), Deliver, new IotLimits { ShadowRequestsPerSecond = 1_000_000 }, Time);
        Boot(Able);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What the device published: when, on what, and the payload.</summary>
    public Recorder<(DateTimeOffset At, string Verb, JsonObject Body)> Sent { get; } = new();

    public DeviceState State { get; private set; } = null!;

    public InForce InForce { get; private set; } = null!;

    public Desired Desired { get; private set; } = null!;

    public Problems Problems { get; private set; } = null!;

    public Journal Journal { get; private set; } = null!;

    public bool IsConnected { get; private set; }

    /// <summary>Lost on its way to the device from now on.</summary>
    public Func<string, bool> Loses { get; set; } = _ => false;

    public JsonObject Reported => Shadow("reported");

    public JsonObject Wanted => Shadow("desired");

    /// <summary>The session to the broker comes up.</summary>
    public void Connect()
    {
        IsConnected = true;
        reporter.StartOver();
    }

    public void Disconnect() => IsConnected = false;

    public async Task<ShadowRig> ReportedAsync()
    {
        Connect();
        await UntilAsync(() => Reported["agent"] is not null, "a first report");
        return this;
    }

    /// <summary>Any client of the shadow: the console, the AWS CLI, Presence.</summary>
    public void Edit(string state) => service.Update(Name, null, Encoding.UTF8.GetBytes($$"""{"state":{{state}}}"""));

    public void Delete() => service.Delete(Name, null, []);

    /// <summary>The service refuses the next request of this kind, or (null) loses it.</summary>
    public void RefuseNext(string verb, int? code)
    {
        lock (gate) refusals.Enqueue((verb, code));
    }

    /// <summary>Something arrives, be it true or late.</summary>
    public void Bring(ShadowTopic topic, string body) => reporter.Take(topic, new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body)));

    /// <summary>A power cut.</summary>
    public void Restart()
    {
        IsConnected = false;
        Stop();
        Boot(Able);
    }

    /// <summary>Lets the device work and the clock run until it is so.</summary>
    public async Task UntilAsync(Func<bool> holds, string what)
    {
        var end = Time.GetUtcNow() + TimeSpan.FromHours(1);
        while (!holds())
        {
            if (Time.GetUtcNow() > end) throw new TimeoutException($"never came: {what}. The shadow is {Shadow(null).ToJsonString()}");
            await StepAsync(TimeSpan.FromMilliseconds(50));
        }
    }

    /// <summary>Lets the clock run for so long.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;) await StepAsync(end - Time.GetUtcNow());
        await StepAsync(TimeSpan.Zero);
    }

    public void Dispose()
    {
        Stop();
        folder.Dispose();
    }

    /// <summary>No waiting on anything real: the device does what is due, then the clock goes on to what is due next.</summary>
    private async Task StepAsync(TimeSpan most)
    {
        var next = await reporter.StepAsync(CancellationToken.None);
        Time.Advance(next < most ? next : most);
    }

    private void Boot(PrinterAbilities printer)
    {
        file = JournalFile.Open(folder.Path);
        Journal = new Journal(file, new Outbox(file), Time);
        (State, Problems) = (new DeviceState(Time), new Problems());
        State.Set(s => s with { Abilities = printer, Status = new PrinterStatus(null, "ok") });
        var defaults = new OwnerSettings { TimeZone = "Europe/Berlin" };
        InForce = new InForce(defaults, Time);
        Desired = new Desired(file, InForce, defaults, Problems, Time, NullLogger<Desired>.Instance);
        var report = new Report(Journal, State, InForce, Desired, new PaperRoll(file, Journal, NullLogger<PaperRoll>.Instance), Problems, new PrinterSetup("1.2.3", "tcp"));
        reporter = new ShadowReporter(new ShadowLink(() => IsConnected, PublishAsync), report, Desired, Name, Time, NullLogger<ShadowReporter>.Instance);
    }

    private void Stop()
    {
        reporter.Dispose();
        InForce.Dispose();
        file.Dispose();
    }

    private JsonObject Shadow(string? section)
    {
        JsonObject state = [];
        try
        {
            state = service.Get(Name, null, [])["state"]!.AsObject();
        }
        catch (ShadowException none) when (none.Code == 404)
        {
            return state;
        }
        return section is null ? state : state[section] as JsonObject ?? [];
    }

    private Task PublishAsync(string topic, byte[] payload, CancellationToken ct)
    {
        var verb = topic[(topic.LastIndexOf('/') + 1)..];
        var body = JsonNode.Parse(payload)!.AsObject();
        Sent.Add((Time.GetUtcNow(), verb, body));
        if (Refuses(verb, out var code)) Refuse(verb, code, body);
        else service.OnMessage(new Message(topic, payload, 1, ClientId: Name));
        return Task.CompletedTask;
    }

    private bool Refuses(string verb, out int? code)
    {
        lock (gate)
        {
            code = null;
            if (!refusals.TryPeek(out var next) || next.Verb != verb) return false;
            code = refusals.Dequeue().Code;
            return true;
        }
    }

    private void Refuse(string verb, int? code, JsonObject body)
    {
        if (code is not null) Bring(verb == "get" ? ShadowTopic.GetRejected : ShadowTopic.UpdateRejected, $$"""{"code":{{code}},"message":"no","clientToken":"{{body["clientToken"]}}"}""");
    }

    private void Deliver(Message message)
    {
        ShadowTopic? on = message.Topic[(Topic.Length + 1)..] switch
        {
            "get/accepted" => ShadowTopic.GetAccepted,
            "get/rejected" => ShadowTopic.GetRejected,
            "update/accepted" => ShadowTopic.UpdateAccepted,
            "update/rejected" => ShadowTopic.UpdateRejected,
            "update/delta" => ShadowTopic.Delta,
            _ => null,
        };
        if (IsConnected && on is { } known && !Loses(message.Topic)) reporter.Take(known, new ReadOnlySequence<byte>(message.Payload));
    }
}
