using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Sockets;
using Pennant.Contract;
using Pennant.Device.Doctor;
using Pennant.Device.EscPos;
using Pennant.Device.Printing;
using Pennant.Device.Service;
using Pennant.Device.Settings;
using Pennant.Device.Status;
using Pennant.Receipts;

namespace Pennant.Device.Cli;

/// <summary><c>pennant-device print-test</c>: a slip that shows whether width, darkness and evidence are right, by the same driver as every message.</summary>
internal static class PrintTestCommand
{
    public static Command Create(PrinterOptions printer)
    {
        var (config, data) = (Options.Config(), Options.Data());
        var width = new Option<int?>("--width") { Description = "Try another width: 384, 420, 512 or 576 dots", HelpName = "DOTS", CustomParser = Width };
        var command = new Command("print-test", "Print a slip that shows whether the printer is set up right") { width, config, data };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(data), parsed.GetValue(width), printer, parsed.InvocationConfiguration, ct));
        return command;
    }

    private static int? Width(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var dots) && PrinterProfile.IsKnown(dots)) return dots;
        given.AddError("--width must be 384, 420, 512 or 576.");
        return null;
    }

    private static async Task<int> RunAsync(string config, string? data, int? width, PrinterOptions options, InvocationConfiguration terminal, CancellationToken ct)
    {
        try
        {
            var settings = DeviceSettings.Load(config, data);
            if (StatusFile.Read(StatusCommand.Folders(config, data)) is { } status && StatusFile.IsRunning(status)) return await AskAsync(status, width, terminal, ct);
            return await PrintAsync(settings, width, options, terminal, ct);
        }
        catch (SettingsException e)
        {
            await terminal.Error.WriteLineAsync($"pennant-device: {e.Message}");
            return ExitCode.Usage;
        }
    }

    /// <summary>The running device has the printer, and prints the slip between two messages.</summary>
    private static async Task<int> AskAsync(DeviceStatus status, int? width, InvocationConfiguration terminal, CancellationToken ct)
    {
        try
        {
            await terminal.Error.WriteLineAsync($"The running device (process {status.Pid}) prints it …");
            var answer = await Service.Control.AskAsync(status.Control!, new ControlRequest(width), ct);
            if (answer.Hold is { } hold) return await HeldAsync(status.PrinterUrl, hold, terminal.Error);
            return await ToldAsync(new PrintOutcome(answer.Evidence, answer.Detail), terminal.Output);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            await terminal.Error.WriteLineAsync($"pennant-device: the running device has the printer and cannot be asked: {e.Message}. Ask as root: sudo pennant-device print-test");
            return ExitCode.Failed;
        }
    }

    private static async Task<int> PrintAsync(DeviceSettings settings, int? width, PrinterOptions options, InvocationConfiguration terminal, CancellationToken ct)
    {
        var time = TimeProvider.System;
        await using var printer = new WaitingPrinter(width is null ? settings : settings with { WidthDots = width }, options, time);
        await terminal.Error.WriteLineAsync("Asking the printer what it can do …");
        if (await printer.HoldAsync(ct) is { } hold) return await HeldAsync($"{settings.PrinterUrl}", hold, terminal.Error);
        var profile = printer.Driver.Profile;
        var slip = TestSlip.Draw(settings, printer.Driver.Abilities!, width, time);
        await terminal.Error.WriteLineAsync($"Printing {profile.Millimetres(slip.Height):0} mm at {profile.WidthDots} dots …");
        var outcome = await printer.Driver.PrintAsync(slip, PrintStyle.Normal, ProcessId.Of($"test {time.GetUtcNow():O}"), reason => Waits(reason, terminal.Error), ct);
        return await ToldAsync(outcome, terminal.Output);
    }

    private static async Task<int> HeldAsync(string printer, string hold, TextWriter error)
    {
        await error.WriteLineAsync($"pennant-device: {printer}: {StatusLine.Words(hold)}. To do: {Remedies.Of(hold)}.");
        return ExitCode.Failed;
    }

    private static async Task<int> ToldAsync(PrintOutcome outcome, TextWriter output)
    {
        await output.WriteLineAsync(Sentence(outcome));
        return outcome.Evidence is null ? ExitCode.Failed : ExitCode.Done;
    }

    private static void Waits(string? reason, TextWriter error)
    {
        if (reason is not null) error.WriteLine($"The printer waits: {StatusLine.Words(reason)}. To do: {Remedies.Of(reason)}.");
    }

    private static string Sentence(PrintOutcome outcome) => outcome.Evidence switch
    {
        Evidence.Confirmed => "confirmed: the printer says that the slip is on paper.",
        Evidence.Processed => "processed: the printer has worked through the slip; it cannot speak of the paper itself.",
        Evidence.Written => "written: the printer took every byte; this model cannot say more. Look at the paper.",
        _ => $"unconfirmed: nobody knows whether the slip is on paper: {outcome.Detail}.",
    };
}
