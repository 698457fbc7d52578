using System.Text;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class DeviceSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-settings-").FullName;

    [Fact]
    public void Every_problem_is_in_one_message()
    {
        Write("""{"printer":"no good","endpoint":"https://x","mqtt_port":0,"root_ca":"missing.pem","printer_url":"lpt1","width_dots":400}""");

        var e = Assert.Throws<SettingsException>(() => DeviceSettings.Load(folder, null));

        Assert.Equal(
            [
                "printer \"no good\" must be 1 to 64 letters, digits, - or _",
                "endpoint \"https://x\" must be a host name without scheme or port",
                "mqtt_port 0 must be 1 to 65535",
                $"root_ca {Path.Combine(folder, "missing.pem")} does not exist",
                "certificate is missing",
                "key is missing",
                "printer_url \"lpt1\" must look like tcp://192.168.1.50:9100, usb:/dev/usb/lp0 or serial:/dev/ttyUSB0?baud=19200",
                "width_dots 400 must be one of 384, 420, 512, 576",
            ], e.Problems);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"printer":"kitchen","prniter_url":"tcp://x:1"}""")]
    public void A_file_that_is_not_understood_is_named(string json)
    {
        Write(json);

        var e = Assert.Throws<SettingsException>(() => DeviceSettings.Load(folder, null));

        Assert.Contains(Path.Combine(folder, "device.json"), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_another_certificate_is_found_before_anything_starts()
    {
        await using var rig = new DeviceRig();
        rig.Printer.Start();
        var config = rig.Write();
        await File.WriteAllTextAsync(Path.Combine(config, "private-key.pem"), new Certificates().Client().KeyPem);

        var e = Assert.Throws<SettingsException>(() => DeviceSettings.Load(config, null));

        Assert.Contains("cannot be read", Assert.Single(e.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_run_command_ends_with_code_2_when_the_configuration_is_bad()
    {
        Write("{}");

        Assert.Equal(2, await Pennant.Device.Cli.CommandLine.Root().Parse(["run", "--config", folder]).InvokeAsync());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string json) => File.WriteAllBytes(Path.Combine(folder, DeviceFile.Name), Encoding.UTF8.GetBytes(json));
}
