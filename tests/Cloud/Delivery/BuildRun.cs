using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pennant.Tests.Cloud.Delivery;

/// <summary>Runs a build specification command by command, in a folder that holds what CodePipeline would hand it and in an environment that holds little else.</summary>
/// <param name="source">The folder of the input artifact.</param>
/// <param name="variables">The project's.</param>
internal sealed class BuildRun(string source, IReadOnlyDictionary<string, string> variables)
{
    private static readonly string[] OfThisMachine = ["PATH", "HOME", "TMPDIR", "DOTNET_ROOT", "NUGET_PACKAGES", "DOTNET_CLI_USE_MSBUILD_SERVER", "NUGET_CERT_REVOCATION_MODE"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <param name="commands">For each command of the specification what is run here instead: the same, something smaller, or null for nothing.</param>
    /// <exception cref="InvalidOperationException">A command is not listed, a listed one is not there, or one failed.</exception>
    public async Task RunAsync(Buildspec specification, IReadOnlyDictionary<string, string?> commands)
    {
        if (specification.Commands.Except(commands.Keys).FirstOrDefault() is { } unknown) throw new InvalidOperationException($"This command is new. Say whether it is run here, and how: {unknown}");
        if (commands.Keys.Except(specification.Commands).FirstOrDefault() is { } gone) throw new InvalidOperationException($"No build specification has this command any more: {gone}");
        foreach (var command in specification.Commands)
            if (commands[command] is { } run) await RunAsync(specification, command, run);
    }

    /// <summary>Copies the files that become the output artifact.</summary>
    public void Collect(Buildspec specification, string target)
    {
        var files = Directory.GetFiles(source, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(source, file)).ToArray();
        foreach (var pattern in specification.Artifacts)
        {
            var found = files.Where(file => Like(pattern).IsMatch(file)).ToArray();
            if (found.Length == 0) throw new InvalidOperationException($"No file for the artifact: {pattern}");
            foreach (var file in found)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(target, file))!);
                File.Copy(Path.Combine(source, file), Path.Combine(target, file));
            }
        }
    }

    private async Task RunAsync(Buildspec specification, string command, string run)
    {
        var start = new ProcessStartInfo(specification.Shell, ["-c", run]) { WorkingDirectory = source, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        foreach (var name in OfThisMachine)
            if (Environment.GetEnvironmentVariable(name) is { } value) start.Environment[name] = value;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["CODEBUILD_SRC_DIR"] = source;
        foreach (var (name, value) in specification.Variables.Concat(variables)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Patience);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command}\nended with {process.ExitCode}:\n{string.Concat(output)}");
    }

    /// <summary><c>**/*</c> is every file below a folder.</summary>
    private static Regex Like(string pattern) => new($@"\A{Regex.Escape(pattern).Replace(@"\*\*/\*", ".+", StringComparison.Ordinal)}\z");
}
