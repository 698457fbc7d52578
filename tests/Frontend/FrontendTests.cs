using System.Diagnostics;
using System.Text.RegularExpressions;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Frontend;

/// <summary>The pages' own checks, run as part of the whole.</summary>
[Collection(Journeys.Journeys.Name)]
public sealed partial class FrontendTests
{
    [Theory]
    [InlineData("test")]
    [InlineData("run", "lint")]
    public async Task The_pages_pass_their_own(params string[] check)
    {
        await RunningProduct.BuildAsync();

        var (code, said) = await NpmAsync(check);

        Assert.True(code == 0, said);
    }

    [Theory]
    [InlineData("frontend")]
    [InlineData("cdk")]
    [InlineData("local")]
    [InlineData("tests/Templates/Tools/checks")]
    public void A_lock_file_names_no_registry(string room) =>
        Assert.DoesNotMatch(Address(), File.ReadAllText(Checkout.File($"{room}/package-lock.json")));

    private static async Task<(int Code, string Said)> NpmAsync(string[] arguments)
    {
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = Checkout.File("frontend"), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CI"] = "true";
        using var npm = Process.Start(start)!;
        var said = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        return (npm.ExitCode, string.Concat(said));
    }

    [GeneratedRegex("\"resolved\": *\"http")]
    private static partial Regex Address();
}
