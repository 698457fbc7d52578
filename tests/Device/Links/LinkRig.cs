using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Device.Jobs;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Settings;
using Pennant.Local.Cloud;
using Pennant.Tests.Iot;

namespace Pennant.Tests.Device.Links;

/// <summary>The device's connection against the local IoT Core, with back-offs that a test can wait for.</summary>
internal sealed class LinkRig : IAsyncDisposable
{
    public const string Name = "kitchen";
    private readonly TempDirectory folder = new();
    private readonly JournalFile journal;
    private BrokerLink? link;

    public LinkRig() => journal = JournalFile.Open(Path.Combine(folder.Path, "data"));

    public IotHarness Iot { get; private set; } = null!;

    public Iot.Device Device { get; private set; } = null!;

    public BrokerLink Link => link!;

    public LinkWatch Watch { get; private set; } = null!;

    public Outbox Outbox { get; private set; } = null!;

    public Recorder<string> Logs { get; } = new();

    /// <summary>Codes in the order in which the link took them.</summary>
    public Recorder<string> Codes { get; } = new();

    public Recorder<bool> Ready { get; } = new();

    public LinkOptions Options { get; init; } = new() { DeniedRest = (TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200)) };

    public TimeSpan Stable { get; init; } = TimeSpan.FromSeconds(60);

    public (TimeSpan Least, TimeSpan Most) Hopeless { get; init; } = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));

    public string Endpoint { get; set; } = "localhost";

    public int? Port { get; set; }

    public string BrokerFolder => Path.Combine(folder.Path, "iot");

    public string? Fact(string name) => journal.Fact(name);

    /// <summary>Starts the broker and provisions the device; its policy lets it do nothing when <paramref name="policy"/> is null.</summary>
    public async Task<LinkRig> ProvideAsync(string? policy = TestTemplate.PolicyName)
    {
        Iot = await IotHarness.StartAsync(directory: BrokerFolder, template: TestTemplate.Golden([
            Policy("nothing", "iot:Receive"),
            Policy("connect-only", "iot:Connect"),
            Policy("no-acks", "iot:Connect", "iot:Subscribe", "iot:Receive", "shadow"),
        ]));
        Device = await Iot.ProvisionAsync(Name, policy ?? "nothing");
        using var key = Device.Certificate.GetECDsaPrivateKey()!;
        Write(Iot.Core.RootCaPem, Device.Certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
        return this;
    }

    /// <summary>What the configuration names.</summary>
    public void Write(string? root = null, string? certificate = null, string? key = null)
    {
        if (root is not null) File.WriteAllText(At("root-ca.pem"), root);
        if (certificate is not null) File.WriteAllText(At("certificate.pem"), certificate);
        if (key is not null) File.WriteAllText(At("private-key.pem"), key);
    }

    /// <summary>The certificate that the broker shows from its next start on.</summary>
    public void WriteServer(Certificates authority, string host, (int From, int To) days)
    {
        var path = Directory.CreateDirectory(Path.Combine(BrokerFolder, "authority")).FullName;
        var (certificate, key) = authority.Pem(host, days);
        File.WriteAllText(Path.Combine(path, "server.pem"), certificate);
        File.WriteAllText(Path.Combine(path, "server.key"), key);
    }

    public async Task<LinkRig> StartAsync()
    {
        var logs = new RecordingLogs(Logs);
        var settings = new DeviceSettings
        {
            Printer = Name, Endpoint = Endpoint, MqttPort = Port ?? Iot.Core.Port, RootCa = At("root-ca.pem"), Certificate = At("certificate.pem"), Key = At("private-key.pem"),
            PrinterUrl = new TcpAddress("tcp://127.0.0.1:1", "127.0.0.1", 1), WidthDots = 384, Cutter = true, Data = At("data"),
        };
        Watch = new LinkWatch(journal, TimeProvider.System, logs.Of<LinkWatch>());
        Watch.Changed += () => Codes.Add(Watch.Now.Code);
        var backoff = new Backoff(TimeProvider.System, new Random(1)) { First = TimeSpan.FromMilliseconds(20), Longest = TimeSpan.FromMilliseconds(100), Stable = Stable, Hopeless = Hopeless };
        link = new BrokerLink(settings, journal, Watch, backoff, Options, TimeProvider.System, logs.Of<BrokerLink>());
        link.Connected += () => Ready.Add(true);
        Outbox = new Outbox(journal);
        await link.StartAsync(CancellationToken.None);
        return this;
    }

    public Task<string> BecomesAsync(string code) => Codes.OneAsync(c => c == code);

    public Task PublishAckAsync(string text) => Link.PublishAsync(Topics.Acks(Name), Encoding.UTF8.GetBytes(text), CancellationToken.None);

    /// <summary>Lifecycle events of this kind so far.</summary>
    public int Presence(string kind) => Iot.Functions.Events.Count(sent => sent.Event["eventType"]?.GetValue<string>() == kind);

    public IReadOnlyList<string> AckBodies() => [.. Iot.Functions.Events
        .Where(sent => sent.Function.EndsWith("pennant-acknowledge-dev", StringComparison.Ordinal))
        .Select(sent => Encoding.UTF8.GetString(Convert.FromBase64String(sent.Event["body"]!.GetValue<string>())))];

    /// <summary>Ends the broker and starts it again on the same port.</summary>
    public async Task RestartBrokerAsync(bool keepsSessions)
    {
        var port = Iot.Core.Port;
        await Iot.DisposeAsync();
        if (!keepsSessions) File.Delete(Path.Combine(BrokerFolder, "sessions.json"));
        Iot = await IotHarness.StartAsync(directory: BrokerFolder, port: port);
    }

    public Task AttachAsync(string policy) => Iot.CallAsync("iot", HttpMethod.Put, $"/target-policies/{policy}", new System.Text.Json.Nodes.JsonObject { ["target"] = Pennant.Local.Iot.IotArn.Certificate(Device.CertificateId) });

    public Task SetCertificateAsync(string status) => Iot.CallAsync("iot", HttpMethod.Put, $"/certificates/{Device.CertificateId}?newStatus={status}", null);

    public async ValueTask DisposeAsync()
    {
        if (link is not null)
        {
            await link.StopAsync(CancellationToken.None);
            link.Dispose();
        }
        if (Iot is not null) await Iot.DisposeAsync();
        journal.Dispose();
        folder.Dispose();
    }

    /// <summary>Allows these actions on everything; <c>shadow</c> is publishing to <c>$aws</c> topics.</summary>
    private static CloudResource Policy(string name, params string[] actions) => TestTemplate.Policy(name, TestTemplate.Document(
        [.. actions.Select(action => action == "shadow" ? TestTemplate.Allow("iot:Publish", "arn:aws:iot:us-east-1:000000000000:topic/$aws/*") : TestTemplate.Allow(action, "*"))]));

    private string At(string file) => Path.Combine(folder.Path, file);
}
