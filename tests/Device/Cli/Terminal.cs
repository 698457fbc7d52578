using Pennant.Device.Cli;
using Pennant.Device.EscPos;

namespace Pennant.Tests.Device.Cli;

/// <summary>One run of <c>pennant-device</c> in this process.</summary>
internal sealed record Terminal(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    /// <summary>What works is waited for as long as a busy machine may need.</summary>
    private static readonly Patience Patience = new()
    {
        Printer = new PrinterOptions { PollBusy = TimeSpan.FromMilliseconds(50), StatusWithin = Long, OpenWithin = Long }, Silence = 2 * Long, Link = 4 * Long,
    };

    public static async Task<Terminal> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error, CancellationToken.None, Patience);
        return new Terminal(code, output.ToString(), error.ToString());
    }
}
