using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Pennant.Contract;
using Pennant.Device.Doctor;
using Pennant.Device.EscPos;
using Pennant.Device.Settings;
using Pennant.Device.Status;
using Pennant.Receipts;
using Pennant.Receipts.Calibration;

namespace Pennant.Device.Cli;

/// <summary><c>pennant-device print-test</c>: a slip that shows whether width, darkness and evidence are right, by the same driver as every message.</summary>
internal static class PrintTestCommand
{
    public static Command Create()
    {
        var (config, data) = (Options.Config(), Options.Data());
        var width = new Option<int?>("--width") { Description = "Try another width: 384, 420, 512 or 576 dots", HelpName = "DOTS", CustomParser = Width };
        var command = new Command("print-test", "Print a slip that shows whether the printer is set up right") { width, config, data };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(data), parsed.GetValue(width), parsed.InvocationConfiguration, ct));
        return command;
    }

    private static int? Width(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var dots) && PrinterProfile.IsKnown(dots)) return dots;
        given.AddError("--width must be 384, 420, 512 or 576.");
        return null;
    }

    private static async Task<int> RunAsync(string config, string? data, int? width, InvocationConfiguration terminal, CancellationToken ct)
    {
        try
        {
            var settings = DeviceSettings.Load(config, data);
            if (StatusFile.Read(StatusCommand.Folders(config, data)) is { } status && StatusFile.IsRunning(status)) return await InUseAsync(status, terminal.Error);
            return await PrintAsync(settings, width, terminal, ct);
        }
        catch (SettingsException e)
        {
            await terminal.Error.WriteLineAsync($"pennant-device: {e.Message}");
            return ExitCode.Usage;
        }
    }

    private static async Task<int> InUseAsync(DeviceStatus status, TextWriter error)
    {
        await error.WriteLineAsync(
            $"pennant-device: the running device (process {status.Pid}) has the printer, and a printer listens to one at a time. Stop it for the test:\n" +
            "  sudo systemctl stop pennant-device && sudo pennant-device print-test; sudo systemctl start pennant-device");
        return ExitCode.Failed;
    }

    private static async Task<int> PrintAsync(DeviceSettings settings, int? width, InvocationConfiguration terminal, CancellationToken ct)
    {
        var (options, time) = (new PrinterOptions(), TimeProvider.System);
        await using var printer = new WaitingPrinter(width is null ? settings : settings with { WidthDots = width }, options, time);
        if (await printer.HoldAsync(ct) is { } hold)
        {
            await terminal.Error.WriteLineAsync($"pennant-device: {settings.PrinterUrl}: {StatusLine.Words(hold)}. To do: {Remedies.Of(hold)}.");
            return ExitCode.Failed;
        }
        var profile = printer.Driver.Profile;
        var slip = CalibrationSlip.Draw(settings.Printer, [.. Facts(settings, printer.Driver.Abilities!, profile, time)], profile);
        await terminal.Error.WriteLineAsync($"Printing {profile.Millimetres(slip.Height):0} mm at {profile.WidthDots} dots …");
        var outcome = await printer.Driver.PrintAsync(slip, PrintStyle.Normal, ProcessId.Of($"test {time.GetUtcNow():O}"), reason => Waits(reason, terminal.Error), ct);
        await terminal.Output.WriteLineAsync(Sentence(outcome));
        return outcome.Evidence is null ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Waits(string? reason, TextWriter error)
    {
        if (reason is not null) error.WriteLine($"The printer waits: {StatusLine.Words(reason)}. To do: {Remedies.Of(reason)}.");
    }

    private static IEnumerable<string> Facts(DeviceSettings settings, PrinterAbilities printer, PrinterProfile profile, TimeProvider time) =>
    [
        $"{profile.WidthDots} dots, {profile.Millimetres(profile.WidthDots):0} mm",
        printer.Model ?? "unknown model",
        $"{settings.PrinterUrl}",
        $"evidence: {printer.Evidence.ToString().ToLowerInvariant()}",
        $"cutter: {(printer.HasCutter ? "yes" : "no")}",
        $"pennant-device {Agent.Version}, {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC",
    ];

    private static string Sentence(PrintOutcome outcome) => outcome.Evidence switch
    {
        Evidence.Confirmed => "confirmed: the printer says that the slip is on paper.",
        Evidence.Processed => "processed: the printer has worked through the slip; it cannot speak of the paper itself.",
        Evidence.Written => "written: the printer took every byte; this model cannot say more. Look at the paper.",
        _ => $"unconfirmed: nobody knows whether the slip is on paper: {outcome.Detail}.",
    };
}
