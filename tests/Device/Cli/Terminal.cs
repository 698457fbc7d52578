using Pennant.Device.Cli;

namespace Pennant.Tests.Device.Cli;

/// <summary>One run of <c>pennant-device</c> in this process.</summary>
internal sealed record Terminal(int ExitCode, string Output, string Error)
{
    public static async Task<Terminal> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error, CancellationToken.None);
        return new Terminal(code, output.ToString(), error.ToString());
    }
}
