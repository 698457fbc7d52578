using System.Diagnostics;
using System.Text.Json;
using Pennant.Local.Setup;

namespace Pennant.Tests.Templates.Tools;

/// <summary>What a tool says about one resource.</summary>
/// <param name="Stack">e.g. <c>pennant-db-dev</c>.</param>
/// <param name="Resource">The construct's path under its stack, or the logical id; empty for the template itself.</param>
/// <param name="Rule">e.g. <c>AwsSolutions-IAM5[Resource::*]</c>.</param>
internal sealed record Finding(string Stack, string Resource, string Rule, string Severity, string Message)
{
    public override string ToString() => $"{Stack} {Resource}: {Rule}: {Message}";
}

/// <summary>Three tools that others wrote, run over folders of templates: cloudformation-validate, asl-validator, and cdk-nag with the packs AwsSolutions and Serverless.</summary>
internal static class TemplateTools
{
    private const string Room = "tests/Templates/Tools/checks";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Lazy<Task> Installed = new(() => new SetupSteps(Checkout.Repository, Console.WriteLine).InstallAsync(Room, CancellationToken.None));

    public static async Task<Finding[]> LookAsync(params IEnumerable<string> folders)
    {
        await Installed.Value;
        var start = new ProcessStartInfo("node", ["check.mjs", .. folders]) { WorkingDirectory = Checkout.File(Room), RedirectStandardOutput = true, RedirectStandardError = true };
        using var tools = Process.Start(start)!;
        var said = await Task.WhenAll(tools.StandardOutput.ReadToEndAsync(), tools.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await tools.WaitForExitAsync();
        return tools.ExitCode == 0 ? JsonSerializer.Deserialize<Finding[]>(said[0], JsonSerializerOptions.Web)! : throw new InvalidOperationException(said[1]);
    }
}
