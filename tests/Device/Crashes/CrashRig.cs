using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.Settings;
using Pennant.Local.Iot;
using Pennant.Local.Printer;
using Pennant.Tests.Iot;

namespace Pennant.Tests.Device.Crashes;

/// <summary>Everything around a device that may die: the local IoT Core with its policy and rules, the virtual printer, and one folder that outlives every run.</summary>
internal sealed class CrashRig : IAsyncDisposable
{
    public const string Name = "kitchen";
    private readonly string folder;
    private int sent;

    private CrashRig(string folder, IotHarness iot, VirtualPrinter printer) => (this.folder, Iot, Printer) = (folder, iot, printer);

    public IotHarness Iot { get; }

    public VirtualPrinter Printer { get; }

    public string Data => Path.Combine(folder, "data");

    /// <summary>Jobs in the order in which they were sent.</summary>
    public List<Job> Jobs { get; } = [];

    /// <param name="mayAck">Whether the policy lets the device publish acks.</param>
    public static async Task<CrashRig> StartAsync(bool mayAck = true)
    {
        var iot = await IotHarness.StartAsync(template: TestTemplate.Golden(TestTemplate.Policy("no-acks", NoAcks())), limits: new IotLimits { ConnectInterval = TimeSpan.Zero, ShadowRequestsPerSecond = 1000, StoredPerSecond = 100 });
        var folder = Directory.CreateTempSubdirectory("pennant-crash-").FullName;
        var printer = new VirtualPrinter(new PrinterSettings(Path.Combine(folder, "slips")) { WidthDots = 384 }, TimeProvider.System, NullLoggerFactory.Instance);
        await printer.StartAsync();
        var rig = new CrashRig(folder, iot, printer);
        await rig.ConfigureAsync(mayAck ? TestTemplate.PolicyName : "no-acks");
        return rig;
    }

    public DeviceProcess Start(string? crashAt = null, string? job = null, params string[] before) => DeviceProcess.Start(folder, crashAt, job, before);

    /// <summary>A job that no other looks like.</summary>
    public Job NewJob(int lines = 3)
    {
        var number = ++sent;
        var at = new DateTimeOffset(2026, 9, 1, 12, 0, 0, TimeSpan.Zero).AddSeconds(number);
        var text = string.Join('\n', Enumerable.Range(1, lines).Select(line => $"message {number} line {line}"));
        var job = new Job($"01J{number:D23}", 1, at, at.AddYears(20), $"Ada {number}", text);
        Jobs.Add(job);
        return job;
    }

    public Task SendAsync(Job job) => Iot.PublishAsync(Topics.Jobs(Name), JsonSerializer.Serialize(job, ContractJson.Default.Job));

    /// <summary>What the cloud was told of a job, in the order in which it arrived.</summary>
    public IReadOnlyList<Ack> Acks(string id) => [.. Iot.Functions.Events
        .Where(sent => sent.Function.EndsWith("pennant-acknowledge-dev", StringComparison.Ordinal))
        .Select(sent => JsonSerializer.Deserialize(Convert.FromBase64String(sent.Event["body"]!.GetValue<string>()), ContractJson.Default.Ack)!)
        .Where(ack => ack.Id == id)];

    /// <summary>What the shadow reports; null while there is none.</summary>
    public async Task<JsonNode?> ReportedAsync()
    {
        using var shadow = await Iot.SendAsync("iotdata", HttpMethod.Get, $"/things/{Name}/shadow");
        return shadow.IsSuccessStatusCode ? JsonNode.Parse(await shadow.Content.ReadAsStringAsync())!["state"]?["reported"] : null;
    }

    /// <summary>The device's last word on a job.</summary>
    public Task<Ack> OutcomeAsync(string id) => Eventually.GetAsync(() => Acks(id).LastOrDefault(IsFinal), $"an outcome of {id}; {string.Join(", ", Acks(id).Select(a => a.State))}");

    public static bool IsFinal(Ack ack) => ack.State is AckState.Printed or AckState.Unconfirmed or AckState.Failed or AckState.Canceled;

    public async ValueTask DisposeAsync()
    {
        await Printer.DisposeAsync();
        await Iot.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static JsonObject NoAcks() => TestTemplate.Document(
        TestTemplate.Allow("iot:Connect", "*"), TestTemplate.Allow("iot:Subscribe", "*"), TestTemplate.Allow("iot:Receive", "*"), TestTemplate.Allow("iot:Publish", "arn:aws:iot:us-east-1:000000000000:topic/$aws/*"));

    private async Task ConfigureAsync(string policy)
    {
        var device = await Iot.ProvisionAsync(Name, policy);
        File.WriteAllText(Path.Combine(folder, "root-ca.pem"), Iot.Core.RootCaPem);
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), device.Certificate.ExportCertificatePem());
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(device.Certificate)!;
        File.WriteAllText(Path.Combine(folder, "private-key.pem"), key.ExportPkcs8PrivateKeyPem());
        var file = new DeviceFile
        {
            Printer = Name, Endpoint = "localhost", MqttPort = Iot.Core.Port, RootCa = "root-ca.pem", Certificate = "certificate.pem", Key = "private-key.pem",
            PrinterUrl = $"tcp://127.0.0.1:{Printer.Port}", WidthDots = 384, TimeZone = "UTC", Data = Data,
        };
        File.WriteAllBytes(Path.Combine(folder, DeviceFile.Name), file.ToJson());
    }
}
