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
    public void What_is_not_understood_is_named_field_by_field_with_what_was_probably_meant()
    {
        Write("""{"printer":7,"prniter_url":"tcp://x:1","width_dots":"wide","colour":"red","cutter":1,"gpio":{"leds":17,"button":"x"},"time_zone":["UTC"]}""");

        var e = Assert.Throws<SettingsException>(() => DeviceSettings.Load(folder, null));

        Assert.Equal(
            [
                "gpio.leds is not known: did you mean gpio.led?", "gpio.button must be a whole number, not \"x\"",
                "printer must be a text, not 7", "prniter_url is not known: did you mean printer_url?", "width_dots must be a whole number, not \"wide\"", "colour is not known",
                "cutter must be true or false, not 1", "time_zone must be a text, not [\"UTC\"]",
            ], e.Problems.Take(8));
        Assert.DoesNotContain("printer is missing", e.Problems);
        Assert.Contains("endpoint is missing", e.Problems);
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

        Assert.Equal(2, (await Cli.Terminal.RunAsync("run", "--config", folder)).ExitCode);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string json) => File.WriteAllBytes(Path.Combine(folder, DeviceFile.Name), Encoding.UTF8.GetBytes(json));
}
