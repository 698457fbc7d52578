using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.IoT;
using Amazon.Runtime;
using Pennant.Contract;
using Pennant.Device.Cli;
using Pennant.Device.Settings;
using Pennant.Receipts;

namespace Pennant.Device.Provisioning;

/// <summary><c>pennant-device provision</c>: once per machine, with the owner's AWS credentials in the environment.</summary>
internal static class ProvisionCommand
{
    private static readonly Option<string> Printer = new("--printer") { Description = "Name of the printer", HelpName = "NAME", Required = true };
    private static readonly Option<string> Env = new("--env") { Description = "Environment of the cloud", HelpName = "dev|prod", DefaultValueFactory = _ => "dev" };
    private static readonly Option<string?> PrinterUrl = new("--printer-url") { Description = "Where the printer is: tcp://HOST:9100, usb:/dev/usb/lp0 or serial:/dev/ttyUSB0?baud=19200 (default: tcp://127.0.0.1:9100)", HelpName = "URL" };
    private static readonly Option<int?> WidthDots = new("--width-dots") { Description = "Dots per line: 384, 420, 512 or 576 (default: asked of the printer)", HelpName = "DOTS", CustomParser = Width };
    private static readonly Option<int?> MqttPort = new("--mqtt-port") { Description = "Port of the MQTT endpoint (default: 8883)", HelpName = "PORT" };
    private static readonly Option<Uri> RootCaUrl = new("--root-ca-url") { Description = "The broker's root certificates as PEM", HelpName = "URL", DefaultValueFactory = _ => new Uri("https://www.amazontrust.com/repository/AmazonRootCA1.pem"), CustomParser = Address };

    public static Command Create()
    {
        var (config, data) = (Options.Config(), Options.Data());
        var command = new Command("provision", "Make this machine a printer of your cloud; run twice it changes nothing") { Printer, Env, PrinterUrl, WidthDots, MqttPort, RootCaUrl, config, data };
        command.Validators.Add(result =>
        {
            if (!Names.IsPrinter(result.GetValue(Printer))) result.AddError("--printer must be 1 to 64 letters, digits, - or _.");
        });
        command.SetAction((parsed, ct) => RunAsync(Request(parsed) with { Data = parsed.GetValue(data) }, parsed.GetValue(config)!, parsed.InvocationConfiguration, ct));
        return command;
    }

    private static int? Width(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var dots) && PrinterProfile.IsKnown(dots)) return dots;
        given.AddError("--width-dots must be 384, 420, 512 or 576.");
        return null;
    }

    private static Uri Address(ArgumentResult given)
    {
        if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var address)) return address;
        given.AddError($"{given.Tokens[0].Value} is no address; --root-ca-url takes an absolute one.");
        return new Uri("about:blank");
    }

    private static ProvisionRequest Request(ParseResult parsed) => new(
        parsed.GetValue(Printer)!, parsed.GetValue(Env)!, parsed.GetValue(PrinterUrl), parsed.GetValue(WidthDots), parsed.GetValue(MqttPort), parsed.GetValue(RootCaUrl)!);

    private static async Task<int> RunAsync(ProvisionRequest request, string folder, InvocationConfiguration terminal, CancellationToken ct)
    {
        try
        {
            var files = new PrivateFiles(folder);
            using var iot = new AmazonIoTClient();
            using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            var isNew = await new Provisioner(iot, http, files, terminal.Output.WriteLine).RunAsync(request, ct);
            await terminal.Output.WriteLineAsync(isNew ? Next(request.Printer, files.Folder) : $"{request.Printer} was provisioned already: nothing changed.");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is ProvisionException or AmazonServiceException or AmazonClientException or HttpRequestException or IOException or UnauthorizedAccessException or CryptographicException or JsonException)
        {
            await terminal.Error.WriteLineAsync($"pennant-device: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static string Next(string printer, string folder) => folder == DeviceSettings.DefaultFolder
        ? $"{printer} is ready. Next: sudo pennant-device doctor, then sudo systemctl enable --now pennant-device"
        : $"{printer} is ready: pennant-device run --config {folder}";
}
