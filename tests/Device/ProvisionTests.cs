using System.Security.Cryptography.X509Certificates;
using Pennant.Device.Provisioning;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class ProvisionTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-provision-").FullName;

    [Fact]
    public async Task The_first_run_registers_the_printer_and_leaves_files_that_run_accepts()
    {
        await using var cloud = await IotControlPlane.StartAsync();

        Assert.True(await RunAsync(cloud));

        Assert.Equal(
            [
                "POST /things/kitchen pennant-printer-dev",
                "PUT /thing-groups/addThingToThingGroup kitchen pennant-printers-dev",
                "POST /certificates?setAsActive=true",
                $"PUT /things/kitchen/principals {IotControlPlane.CertificateArn}",
                $"PUT /target-policies/pennant-printer-dev {IotControlPlane.CertificateArn}",
                "GET /root.pem",
                "GET /endpoint?endpointType=iot:Data-ATS",
            ], cloud.Calls);
        var settings = DeviceSettings.Load(folder, null);
        Assert.Equal(("kitchen", "localhost", 8884, null), (settings.Printer, settings.Endpoint, settings.MqttPort, settings.WidthDots));
        using var pair = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
        Assert.Equal("CN=kitchen", pair.Subject);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task Nobody_but_the_owner_may_read_the_files()
    {
        await using var cloud = await IotControlPlane.StartAsync();

        await RunAsync(cloud);

        Assert.All(Directory.GetFiles(folder), f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
        Assert.DoesNotContain(Directory.GetFiles(folder), f => f.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_second_run_changes_nothing_and_asks_nobody()
    {
        await using var cloud = await IotControlPlane.StartAsync();
        await RunAsync(cloud);
        var before = Snapshot();
        cloud.Calls.Clear();

        Assert.False(await RunAsync(cloud));

        Assert.Equal(before, Snapshot());
        Assert.Empty(cloud.Calls);
    }

    [Fact]
    public async Task A_run_that_broke_off_goes_on_with_the_same_key_and_certificate()
    {
        await using var cloud = await IotControlPlane.StartAsync();
        cloud.Fails = "/endpoint";
        await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(cloud));
        var key = await File.ReadAllTextAsync(Path.Combine(folder, "private-key.pem"));
        cloud.Fails = null;

        Assert.True(await RunAsync(cloud));

        Assert.Single(cloud.Calls, c => c.StartsWith("POST /certificates", StringComparison.Ordinal));
        Assert.Equal(key, await File.ReadAllTextAsync(Path.Combine(folder, "private-key.pem")));
    }

    [Fact]
    public async Task A_changed_printer_address_is_written_without_a_new_certificate()
    {
        await using var cloud = await IotControlPlane.StartAsync();
        await RunAsync(cloud);
        cloud.Calls.Clear();

        Assert.True(await RunAsync(cloud, printerUrl: "tcp://10.0.0.9:9100"));

        Assert.Empty(cloud.Calls);
        Assert.Equal(new TcpAddress("tcp://10.0.0.9:9100", "10.0.0.9", 9100), DeviceSettings.Load(folder, null).PrinterUrl);
    }

    [Fact]
    public async Task A_folder_belongs_to_one_printer()
    {
        await using var cloud = await IotControlPlane.StartAsync();
        await RunAsync(cloud);

        var e = await Assert.ThrowsAsync<ProvisionException>(() => RunAsync(cloud, printer: "cellar"));

        Assert.Contains("belongs to the printer \"kitchen\"", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<bool> RunAsync(IotControlPlane cloud, string printer = "kitchen", string? printerUrl = null)
    {
        using var http = new HttpClient();
        using var iot = cloud.Client();
        var request = new ProvisionRequest(printer, "dev", printerUrl, null, 8884, new Uri(cloud.Url, "root.pem"));
        return await new Provisioner(iot, http, new PrivateFiles(folder), _ => { }).RunAsync(request, CancellationToken.None);
    }

    private string[] Snapshot() => [.. Directory.GetFiles(folder).Order().Select(f => $"{f} {File.GetLastWriteTimeUtc(f).Ticks} {File.ReadAllText(f)}")];
}
