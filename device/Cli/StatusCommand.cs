using System.CommandLine;
using System.Globalization;
using System.Text;
using Pennant.Contract;
using Pennant.Device.Settings;
using Pennant.Device.Status;

namespace Pennant.Device.Cli;

/// <summary><c>pennant-device status</c>: what the running device does now, read without disturbing it.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var (config, data, json) = (Options.Config(), Options.Data(), Options.Json());
        var command = new Command("status", "Tell what the running device does now") { config, data, json };
        command.SetAction(parsed => Run(Folders(parsed.GetValue(config)!, parsed.GetValue(data)), parsed.GetValue(json), parsed.InvocationConfiguration));
        return command;
    }

    /// <summary>Where a running device may tell its status, the likeliest first.</summary>
    public static IEnumerable<string> Folders(string config, string? data)
    {
        if (data is not null) return [data];
        var own = DeviceSettings.DataFolder(config);
        return config == DeviceSettings.DefaultFolder ? [StatusFile.RuntimeFolder, own] : [own];
    }

    private static int Run(IEnumerable<string> folders, bool asJson, InvocationConfiguration terminal)
    {
        var status = StatusFile.Read(folders);
        var isRunning = status is not null && StatusFile.IsRunning(status);
        if (!isRunning) terminal.Error.WriteLine(Absence(status));
        if (asJson) terminal.Output.WriteLine(isRunning ? Encoding.UTF8.GetString(status!.ToJson()) : """{"running": false}""");
        else if (isRunning) Show(status!, Words.To(terminal.Output));
        return isRunning ? ExitCode.Done : ExitCode.Attention;
    }

    private static string Absence(DeviceStatus? last) => last is null
        ? "pennant-device: the device is not running, or not for you to see. Start it with `sudo systemctl start pennant-device`, and look at its log with `journalctl -u pennant-device`."
        : $"pennant-device: the device is not running; it last said something at {Times.ToText(last.ChangedAt)}: {StatusLine.Of(last)}";

    private static void Show(DeviceStatus status, Words words)
    {
        var now = status.Reported;
        words.Line($"{words.Bold(status.Name)}  {(now.Hold is { } hold ? words.Doubtful($"holds: {StatusLine.Words(hold)}") : words.Good(now.State ?? "starting"))}");
        words.Fact("cloud", status.IsConnected ? $"connected to {status.Endpoint}" : words.Bad($"not connected to {status.Endpoint}") + (status.ConnectionProblem is { } problem ? $": {problem}" : ""));
        words.Fact("printer", now.Printer is { } printer
            ? $"{printer.Model ?? "unknown model"} at {status.PrinterUrl}, {printer.WidthDots} dots, evidence: {printer.Evidence.ToString().ToLowerInvariant()}"
            : $"not seen yet at {status.PrinterUrl}");
        words.Fact("paper", Paper(now.Paper));
        words.Fact("waiting", now.Queue == 1 ? "1 message" : $"{now.Queue ?? 0} messages");
        words.Fact("last printed", now.LastPrinted is { } last ? $"{last.Id} at {Times.ToText(last.At)}" : "nothing yet");
        foreach (var (name, value) in SettingsInForce.Of(now)) words.Fact(name, value);
        words.Fact("version", $"{now.Agent}, process {status.Pid}, since {Times.ToText(status.StartedAt)}");
    }

    private static string Paper(PaperReport? paper) => paper is null ? "unknown" : string.Create(
        CultureInfo.InvariantCulture, $"{paper.State}, {paper.UsedMm / 1000:0.0} m used{(paper.LeftMm is { } left ? $", about {left / 1000:0.0} m left" : "")}");
}
