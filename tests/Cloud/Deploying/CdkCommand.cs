using System.Diagnostics;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>Runs <c>npx cdk</c> in <c>cdk</c>, as somebody who has credentials for an account, a region, and nothing else set up.</summary>
internal sealed partial class CdkCommand(AwsAccount account, string home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public async Task<Said> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("npx", ["cdk", .. arguments]) { WorkingDirectory = Checkout.File("cdk"), RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("CDK_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in Variables()) start.Environment[name] = value;
        using var command = Process.Start(start)!;
        command.StandardInput.Close();
        var said = await Task.WhenAll(command.StandardOutput.ReadToEndAsync(), command.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await command.WaitForExitAsync();
        return new Said(command.ExitCode, Colour().Replace(string.Join('\n', said), ""));
    }

    private Dictionary<string, string> Variables() => new()
    {
        ["AWS_ACCESS_KEY_ID"] = AwsAccount.Owner,
        ["AWS_SECRET_ACCESS_KEY"] = "secret",
        ["AWS_REGION"] = CloudTemplate.Region,
        ["AWS_ENDPOINT_URL"] = account.Address,
        // CloudFormation is told where the templates really are.
        ["AWS_ENDPOINT_URL_S3_FOR_CLOUDFORMATION"] = $"https://s3.{CloudTemplate.Region}.amazonaws.com",
        ["AWS_CONFIG_FILE"] = Path.Combine(home, "none"),
        ["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(home, "none"),
        ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["CDK_HOME"] = home,
        ["HTTP_PROXY"] = account.Address,
        ["HTTPS_PROXY"] = account.Address,
        ["NO_PROXY"] = "127.0.0.1",
    };

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();
}

/// <param name="Text">Without colours.</param>
internal sealed record Said(int ExitCode, string Text);
