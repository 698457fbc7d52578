using System.Diagnostics;
using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>Builds a copy of the pages with npm, so that what was built here for another purpose stays as it is.</summary>
/// <remarks>A DeputyBase, because only those can be called from the CDK's side of the bridge.</remarks>
internal sealed class NpmBuild(IReadOnlyDictionary<string, string> variables) : DeputyBase, ILocalBundling
{
    private static readonly string[] Made = ["node_modules", ".next", "out"];

    public bool TryBundle(string outputDir, IBundlingOptions options)
    {
        var work = Directory.CreateTempSubdirectory("pennant-pages-");
        try
        {
            Copy("../frontend", work.FullName, name => !Made.Contains(name));
            Npm(work.FullName, "ci", "--no-audit", "--no-fund");
            Npm(work.FullName, "run", "build");
            Copy(Path.Combine(work.FullName, "out"), outputDir, _ => true);
            return true;
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static void Copy(string from, string to, Func<string, bool> isWanted)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
        foreach (var folder in Directory.GetDirectories(from).Where(folder => isWanted(Path.GetFileName(folder))))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)), _ => true);
    }

    private void Npm(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm could not be started.");
        // The CDK's own answer goes to standard output.
        Console.Error.Write(npm.StandardOutput.ReadToEnd());
        npm.WaitForExit();
        if (npm.ExitCode != 0) Refusal.Because($"npm {string.Join(' ', arguments)} ended with {npm.ExitCode} for the pages; what it says is above.");
    }
}
