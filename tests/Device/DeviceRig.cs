using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device;
using Pennant.Device.EscPos;
using Pennant.Device.Settings;
using Pennant.Receipts;

namespace Pennant.Tests.Device;

/// <summary>The whole device program against a real broker and a fake printer, in a folder of its own.</summary>
internal sealed class DeviceRig : IAsyncDisposable
{
    public const string Name = "kitchen";
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-device-").FullName;
    private IHost? host;

    public DeviceRig(FakePrinter? printer = null, Certificates? brokerCertificates = null, string certificateHost = "localhost")
    {
        var certificates = new Certificates();
        Printer = printer ?? new FakePrinter();
        Broker = new TestBroker(brokerCertificates ?? certificates, certificateHost);
        var (certificate, key) = certificates.Client();
        File.WriteAllText(Path.Combine(folder, "root-ca.pem"), certificates.RootPem);
        File.WriteAllText(Path.Combine(folder, "certificate.pem"), certificate);
        File.WriteAllText(Path.Combine(folder, "private-key.pem"), key);
    }

    public TestBroker Broker { get; }

    public FakePrinter Printer { get; }

    public Recorder<string> Logs { get; } = new();

    /// <summary>A printer that answers is waited for as long as a busy machine may need.</summary>
    public PrinterOptions Options { get; init; } = new() { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = TimeSpan.FromSeconds(10), OpenWithin = TimeSpan.FromSeconds(10) };

    /// <summary>Another printer than the fake one.</summary>
    public Uri? PrinterUrl { get; init; }

    /// <summary>As <c>device.json</c> may say it; goes before <see cref="PrinterUrl"/>.</summary>
    public string? PrinterAddress { get; init; }

    /// <summary>Null asks the printer.</summary>
    public int? WidthDots { get; init; } = 384;

    /// <summary>Null asks the printer.</summary>
    public bool? Cutter { get; init; } = true;

    public string Data => Path.Combine(folder, "data");

    /// <summary>A part of the running device.</summary>
    public T Part<T>() where T : notnull => host!.Services.GetRequiredService<T>();

    /// <summary>Starts everything and waits until the device listens.</summary>
    public async Task<DeviceRig> StartAsync()
    {
        await Broker.StartAsync();
        Printer.Start();
        await StartDeviceAsync();
        return this;
    }

    public async Task StartDeviceAsync(bool isExpected = true)
    {
        Write();
        var connections = Broker.Connected.All.Count;
        host = DeviceProgram.Build(DeviceSettings.Load(folder, null), Options, logging => logging.AddProvider(new RecordingLogs(Logs)).SetMinimumLevel(LogLevel.Debug));
        await host.StartAsync();
        if (!isExpected) return;
        await Broker.Connected.UntilAsync(all => all.Count > connections);
        if (connections == 0) await Broker.Subscribed.UntilAsync(all => all.Count == 7);
    }

    public async Task StopDeviceAsync()
    {
        if (host is null) return;
        await host.StopAsync();
        host.Dispose();
        host = null;
    }

    public static Job Job(string id, string text = "Hello", int attempt = 1, TimeSpan? age = null)
    {
        var now = TimeProvider.System.GetUtcNow() - (age ?? TimeSpan.Zero);
        return new Job(id, attempt, now, now + Limits.ExpiresAfter, "Ada", text);
    }

    /// <summary>What the job is on paper, in the time zone that the device has.</summary>
    public ReceiptContent Receipt(Job job) => new(job.Text, job.From) { At = job.WrittenAt ?? job.CreatedAt, TimeZone = Part<InForce>().Current.TimeZone, Id = job.Id };

    public async ValueTask DisposeAsync()
    {
        await StopDeviceAsync();
        await Printer.DisposeAsync();
        await Broker.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The configuration as provisioning would have left it.</summary>
    public string Write()
    {
        var file = new DeviceFile
        {
            Printer = Name, Endpoint = "localhost", MqttPort = Broker.Port, RootCa = "root-ca.pem", Certificate = "certificate.pem", Key = "private-key.pem",
            PrinterUrl = PrinterAddress ?? (PrinterUrl ?? Printer.Url).ToString(), WidthDots = WidthDots, Cutter = Cutter, Data = "data",
        };
        File.WriteAllBytes(Path.Combine(folder, DeviceFile.Name), file.ToJson());
        return folder;
    }
}
