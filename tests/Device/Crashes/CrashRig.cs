using System.Text.Json;
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
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-crash-").FullName;
    private int sent;

    private CrashRig(IotHarness iot, VirtualPrinter printer) => (Iot, Printer) = (iot, printer);

    public IotHarness Iot { get; }

    public VirtualPrinter Printer { get; }

    public string Data => Path.Combine(folder, "data");

    /// <summary>Jobs in the order in which they were sent.</summary>
    public List<Job> Jobs { get; } = [];

    public static async Task<CrashRig> StartAsync(string? data = null)
    {
        var iot = await IotHarness.StartAsync(limits: new IotLimits { ConnectInterval = TimeSpan.Zero, ShadowRequestsPerSecond = 1000, StoredPerSecond = 100 });
        var printer = new VirtualPrinter(new PrinterSettings(Directory.CreateTempSubdirectory("pennant-slips-").FullName) { WidthDots = 384 }, TimeProvider.System, NullLoggerFactory.Instance);
        await printer.StartAsync();
        var rig = new CrashRig(iot, printer);
        await rig.ConfigureAsync(data ?? rig.Data);
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

    /// <summary>The device's last word on a job.</summary>
    public Task<Ack> OutcomeAsync(string id) => Eventually.GetAsync(() => Acks(id).LastOrDefault(IsFinal), $"an outcome of {id}; {string.Join(", ", Acks(id).Select(a => a.State))}");

    public static bool IsFinal(Ack ack) => ack.State is AckState.Printed or AckState.Unconfirmed or AckState.Failed or AckState.Canceled;

    public async ValueTask DisposeAsync()
    {
        await Printer.DisposeAsync();
        await Iot.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task ConfigureAsync(string data)
    {
        var device = await Iot.ProvisionAsync(Name);
        File.WriteAllText(Path.Combine(folder, "root-ca.pem"), Iot.Core.RootCaPem);
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), device.Certificate.ExportCertificatePem());
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(device.Certificate)!;
        File.WriteAllText(Path.Combine(folder, "private-key.pem"), key.ExportPkcs8PrivateKeyPem());
        var file = new DeviceFile
        {
            Printer = Name, Endpoint = "localhost", MqttPort = Iot.Core.Port, RootCa = "root-ca.pem", Certificate = "certificate.pem", Key = "private-key.pem",
            PrinterUrl = $"tcp://127.0.0.1:{Printer.Port}", WidthDots = 384, TimeZone = "UTC", Data = data,
        };
        File.WriteAllBytes(Path.Combine(folder, DeviceFile.Name), file.ToJson());
    }
}
