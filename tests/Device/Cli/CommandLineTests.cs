using Xunit;

namespace Pennant.Tests.Device.Cli;

public sealed class CommandLineTests
{
    private static readonly string[] Names = ["run", "provision", "doctor", "print-test", "status"];

    public static TheoryData<string> Commands => [.. Names];

    [Theory, MemberData(nameof(Commands))]
    public async Task Every_command_has_help_with_an_example(string command)
    {
        var run = await Terminal.RunAsync(command, "--help");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Examples:", run.Output, StringComparison.Ordinal);
        Assert.Contains($"pennant-device {command}", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_help_of_the_whole_names_every_command_and_the_exit_codes()
    {
        var run = await Terminal.RunAsync("--help");

        Assert.Equal(0, run.ExitCode);
        foreach (var command in Names) Assert.Contains($"  {command} ", run.Output, StringComparison.Ordinal);
        Assert.Contains("2 wrong usage", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Required command was not provided.", "pennant-device --help")]
    [InlineData("frobnicate", "'frobnicate'", "pennant-device --help")]
    [InlineData("run --confg x", "--confg", "pennant-device run --help")]
    [InlineData("provision", "--printer", "pennant-device provision --help")]
    [InlineData("provision --printer no/good", "--printer must be 1 to 64 letters", "pennant-device provision --help")]
    [InlineData("provision --printer kitchen --width-dots 400", "--width-dots must be", "pennant-device provision --help")]
    public async Task A_wrong_command_line_ends_with_code_2_and_says_where_to_look(string line, string problem, string help)
    {
        var run = await Terminal.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Contains(help, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_a_line_of_its_own()
    {
        var run = await Terminal.RunAsync("--version");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"pennant-device {Pennant.Device.Agent.Version}", run.Output.Trim());
    }

    [Fact]
    public async Task Without_a_configuration_run_ends_with_code_2()
    {
        var run = await Terminal.RunAsync("run", "--config", "/nonexistent");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("pennant-device provision", run.Error, StringComparison.Ordinal);
    }
}
