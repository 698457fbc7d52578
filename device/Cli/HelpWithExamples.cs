using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Pennant.Device.Cli;

/// <summary>The usual help, and below it how the command is used in practice.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["run"] = ["pennant-device run", "pennant-device run --config ./kitchen --data ./kitchen/data"],
        ["provision"] =
        [
            "sudo -E pennant-device provision --printer kitchen --printer-url usb:/dev/usb/lp0",
            "sudo -E pennant-device provision --printer office --env prod --printer-url tcp://192.168.1.50:9100 --width-dots 384",
        ],
        ["doctor"] = ["sudo pennant-device doctor", "sudo pennant-device doctor --json"],
        ["print-test"] = ["sudo pennant-device print-test", "sudo pennant-device print-test --width 384"],
        ["status"] = ["pennant-device status", "pennant-device status --json | jq .reported.paper"],
    };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine("Exit codes: 0 done, 1 failed while running, 2 wrong usage or configuration, 3 something needs attention.");
            output.WriteLine("A printer is set up in three steps: provision, doctor, then `systemctl enable --now pennant-device`.");
        }
        else if (Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples))
        {
            output.WriteLine("Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
        }
        return code;
    }
}
