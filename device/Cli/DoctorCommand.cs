using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pennant.Device.Doctor;

namespace Pennant.Device.Cli;

/// <summary><c>pennant-device doctor</c>: looks at every link from the configuration to the paper.</summary>
internal static class DoctorCommand
{
    public static Command Create(Patience patience)
    {
        var (config, data, json) = (Options.Config(), Options.Data(), Options.Json());
        var command = new Command("doctor", "Check every link from the configuration to the paper and say what to do") { config, data, json };
        command.SetAction((parsed, ct) =>
        {
            var folder = Path.GetFullPath(parsed.GetValue(config)!);
            var patient = Patient.Of(folder, parsed.GetValue(data), StatusCommand.Folders(folder, parsed.GetValue(data)));
            return RunAsync(patient, parsed.GetValue(json), patience, parsed.InvocationConfiguration, ct);
        });
        return command;
    }

    private static async Task<int> RunAsync(Patient patient, bool asJson, Patience patience, InvocationConfiguration terminal, CancellationToken ct)
    {
        var words = Words.To(terminal.Output);
        var findings = await new Rounds(patience.Link, TimeProvider.System).RunAsync(Checks(patient, patience), finding => Tell(finding, words, asJson), ct);
        var needs = findings.Count(f => f.NeedsSomebody);
        if (asJson) words.Line(JsonSerializer.Serialize(new Diagnosis(Agent.Version, needs == 0, findings), DoctorJson.Default.Diagnosis));
        else words.Line(needs == 0 ? words.Good("All is well.") : words.Bad(needs == 1 ? "One thing needs attention." : $"{needs} things need attention."));
        return needs == 0 ? ExitCode.Done : ExitCode.Attention;
    }

    private static IEnumerable<Check> Checks(Patient patient, Patience patience)
    {
        var time = TimeProvider.System;
        yield return Check.Of("version", () => Finding.Ok("version", patient.Running is { } running
            ? $"pennant-device {Agent.Version}; the running device is {running.Reported.Agent}, process {running.Pid}"
            : $"pennant-device {Agent.Version}; no device is running"));
        foreach (var check in new FileChecks(patient, time).All()) yield return check;
        if (patient.Settings is not { } settings) yield break;
        yield return new Check("clock", new ClockCheck(ct => ClockCheck.AskEndpointAsync(settings, ct), ClockCheck.SynchronizedFile, time).LookAsync);
        foreach (var check in new NetworkChecks(settings).All()) yield return check;
        yield return new Check("broker", new BrokerCheck(patient, time).LookAsync);
        foreach (var check in new PrinterCheck(patient, patience.Printer with { ProofWithin = patience.Silence }, time).All()) yield return check;
        foreach (var check in new DataChecks(patient, settings).All()) yield return check;
        foreach (var check in new MachineChecks(patient, settings).All()) yield return check;
    }

    private static void Tell(Finding finding, Words words, bool asJson)
    {
        if (asJson) return;
        var mark = finding.Health switch
        {
            Health.Ok => words.Good("ok"),
            Health.Skipped => "--",
            Health.Warning => words.Doubtful("! "),
            _ => words.Bad("X "),
        };
        words.Line($"{mark}  {finding.Link,-14}{finding.Says}");
        if (finding.Do is { } todo) words.Line($"      {words.Bold("do:")} {todo}");
    }

    /// <param name="Well">Whether nothing needs attention.</param>
    internal sealed record Diagnosis(string Version, bool Well, IReadOnlyList<Finding> Findings);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(DoctorCommand.Diagnosis))]
internal sealed partial class DoctorJson : JsonSerializerContext;
