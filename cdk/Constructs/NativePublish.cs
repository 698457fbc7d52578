using System.Diagnostics;
using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;

namespace Pennant.Cdk.Constructs;

/// <summary>Runs <c>dotnet publish</c> for Amazon Linux 2023, on a Linux whose glibc is what the program is linked against.</summary>
/// <remarks>A DeputyBase, because only those can be called from the CDK's side of the bridge. The CDK calls it for one folder after the other, once in a synth, and not at all
/// when the stacks that were asked for have no functions.</remarks>
internal sealed class NativePublish(string folder, bool isArm) : DeputyBase, ILocalBundling
{
    private const string Executable = "bootstrap";

    public bool TryBundle(string outputDir, IBundlingOptions options)
    {
        if (NativeTools.OfThisMachine().Missing(isArm) is { } missing) Refusal.Because(missing);
        Publish(outputDir);
        KeepWhatRuns(outputDir);
        var program = Path.Combine(outputDir, Executable);
        if (!File.Exists(program)) Refusal.Because($"dotnet publish {folder} made no {Executable}.");
        if (!File.Exists(Path.Combine(outputDir, Names.AmazonRoots))) Refusal.Because($"dotnet publish {folder} made no {Names.AmazonRoots}.");
        if (Glibc.Newest(program) is { } needed && needed > Glibc.OfAmazonLinux) Refusal.Because(Glibc.TooNew(folder, needed));
        return true;
    }

    private void Publish(string output)
    {
        string[] arguments = ["publish", folder, "-c", "Release", "-r", isArm ? "linux-arm64" : "linux-x64", "-p:PublishAot=true", "-p:DebugType=none", "-o", output];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("dotnet could not be started.");
        // The CDK's own answer goes to standard output.
        Console.Error.Write(publish.StandardOutput.ReadToEnd());
        publish.WaitForExit();
        if (publish.ExitCode != 0) Refusal.Because($"dotnet publish {folder} ended with {publish.ExitCode}; what it says is above.");
    }

    /// <summary>The executable under its one name, native libraries, and the roots that it trusts.</summary>
    private static void KeepWhatRuns(string output)
    {
        foreach (var file in Directory.GetFiles(output, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file) is not (Executable or Names.AmazonRoots) && Path.GetExtension(file) != ".so") File.Delete(file);
    }
}
