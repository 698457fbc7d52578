using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Pennant.Device.Provisioning;

namespace Pennant.Device.Cli;

/// <summary>What <c>pennant-device</c> can be told to do. What was asked for goes to the output, everything else to the error stream.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter output, TextWriter error, CancellationToken ct, Patience? patience = null)
    {
        var parsed = Root(patience ?? new Patience()).Parse(arguments);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, ct);
        foreach (var problem in parsed.Errors) await error.WriteLineAsync($"pennant-device: {problem.Message}");
        await error.WriteLineAsync($"See `{Path(parsed.CommandResult.Command)} --help`.");
        return ExitCode.Usage;
    }

    private static RootCommand Root(Patience patience)
    {
        var root = new RootCommand("Pennant's device: prints the messages that its cloud sends to this printer.")
        {
            RunCommand.Create(), ProvisionCommand.Create(), DoctorCommand.Create(patience), PrintTestCommand.Create(patience.Printer), StatusCommand.Create(),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        root.Options.OfType<VersionOption>().Single().Action = new VersionLine();
        return root;
    }

    private sealed class VersionLine : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.WriteLine($"pennant-device {Agent.Version}");
            return ExitCode.Done;
        }
    }

    private static string Path(Command command) => command is RootCommand ? "pennant-device" : $"pennant-device {command.Name}";
}
