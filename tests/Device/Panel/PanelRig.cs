using System.Device.Gpio;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device;
using Pennant.Device.EscPos;
using Pennant.Device.Settings;
using Pennant.Tests.Iot;

namespace Pennant.Tests.Device.Panel;

/// <summary>The whole device program, provisioned against the local IoT Core, with a printer and a board of its own.</summary>
internal sealed class PanelRig : IAsyncDisposable
{
    public const string Name = "kitchen";
    private readonly TempDirectory folder = new();
    private IHost? host;

    public IotHarness Iot { get; private set; } = null!;

    public FakePrinter Printer { get; } = new();

    public VirtualGpio Board { get; private set; } = new();

    public bool HasBoard { get; init; } = true;

    public Recorder<string> Logs { get; } = new();

    public IReadOnlyList<Ack> Acks => [.. Iot.Functions.Events
        .Where(sent => sent.Function.EndsWith("pennant-acknowledge-dev", StringComparison.Ordinal))
        .Select(sent => JsonSerializer.Deserialize(Convert.FromBase64String(sent.Event["body"]!.GetValue<string>()), ContractJson.Default.Ack)!)];

    public async Task<PanelRig> StartAsync()
    {
        Printer.Start();
        Iot = await IotHarness.StartAsync(directory: Path.Combine(folder.Path, "iot"));
        var device = await Iot.ProvisionAsync(Name);
        using var key = device.Certificate.GetECDsaPrivateKey()!;
        Write("root-ca.pem", Iot.Core.RootCaPem);
        Write("certificate.pem", device.Certificate.ExportCertificatePem());
        Write("private-key.pem", key.ExportPkcs8PrivateKeyPem());
        await StartDeviceAsync();
        await ReportsAsync(reported => reported["printer"] is not null, "a first report");
        return this;
    }

    public Task StartDeviceAsync()
    {
        Board = new VirtualGpio();
        Write(DeviceFile.Name, Encoding.UTF8.GetString(new DeviceFile
        {
            Printer = Name, Endpoint = "localhost", MqttPort = Iot.Core.Port, RootCa = "root-ca.pem", Certificate = "certificate.pem", Key = "private-key.pem",
            PrinterUrl = Printer.Url.ToString(), WidthDots = 384, Cutter = true, Data = "data", TimeZone = "Europe/Berlin", Gpio = new GpioFile(GpioRig.Led, GpioRig.Button),
        }.ToJson()));
        var options = new PrinterOptions { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = TimeSpan.FromSeconds(10), OpenWithin = TimeSpan.FromSeconds(10) };
        host = DeviceProgram.Build(
            DeviceSettings.Load(folder.Path, null), options, logging => logging.AddProvider(new RecordingLogs(Logs)).SetMinimumLevel(LogLevel.Debug),
            gpio: [() => HasBoard ? new GpioController(Board) : throw new PlatformNotSupportedException("no pins")]);
        return host.StartAsync();
    }

    public T Part<T>() where T : notnull => host!.Services.GetRequiredService<T>();

    public async Task StopDeviceAsync()
    {
        if (host is null) return;
        await host.StopAsync();
        host.Dispose();
        host = null;
    }

    /// <summary>Ends the broker and starts it again on the same port, with everything it knew.</summary>
    public async Task RestartBrokerAsync(Func<Task> meanwhile)
    {
        var port = Iot.Core.Port;
        await Iot.DisposeAsync();
        await meanwhile();
        Iot = await IotHarness.StartAsync(directory: Path.Combine(folder.Path, "iot"), port: port);
    }

    public Task SendAsync(Job job) => Iot.PublishAsync(Topics.Jobs(Name), Encoding.UTF8.GetString(JsonSerializer.SerializeToUtf8Bytes(job, ContractJson.Default.Job)));

    /// <summary>As the console and the AWS CLI do it.</summary>
    public Task EditAsync(string desired) => Iot.CallAsync("iotdata", HttpMethod.Post, $"/things/{Name}/shadow", JsonNode.Parse($$"""{"state":{"desired":{{desired}} } }"""));

    public async Task<JsonObject> StateAsync(string section)
    {
        using var answer = await Iot.SendAsync("iotdata", HttpMethod.Get, $"/things/{Name}/shadow");
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["state"]![section] as JsonObject ?? [] : [];
    }

    public Task<JsonObject> ReportsAsync(Func<JsonObject, bool> holds, string what) => StateBecomesAsync("reported", holds, what);

    public async Task<JsonObject> StateBecomesAsync(string section, Func<JsonObject, bool> holds, string what)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            if (await StateAsync(section) is var state && holds(state)) return state;
            if (patience.IsCancellationRequested) throw new TimeoutException($"never {section}: {what}, but {state.ToJsonString()}\n{string.Join('\n', Logs.All)}");
            await again.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopDeviceAsync();
        await Printer.DisposeAsync();
        await Iot.DisposeAsync();
        folder.Dispose();
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder.Path, name), text);
}
