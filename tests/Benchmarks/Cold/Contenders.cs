using Pennant.Tests.Device.Install;

namespace Pennant.Tests.Benchmarks.Cold;

/// <summary>One program that does what the API function does for <c>GET /messages/{id}</c>.</summary>
/// <param name="Target">How many times as long as ours it should take at least; below 1 means that ours may take longer. Null: only told.</param>
internal sealed record Contender(string Name, string[] Command, string Roots, double? Target = null);

/// <summary>Builds what is compared, from this checkout, into a folder that is thrown away.</summary>
internal sealed class Contenders(string folder)
{
    private const string SystemRoots = "/etc/ssl/certs/ca-certificates.crt";

    /// <param name="rootPem">Of the test's own authority.</param>
    /// <returns>Ours first.</returns>
    public async Task<IReadOnlyList<Contender>> BuildAsync(string rootPem)
    {
        var (one, many) = (Path.Combine(folder, "one.pem"), Path.Combine(folder, "many.pem"));
        await File.WriteAllTextAsync(one, rootPem);
        await File.WriteAllTextAsync(many, await File.ReadAllTextAsync(SystemRoots) + rootPem);
        var (aot, jit, node, go) = (await PublishAsync("aot", "-r", "linux-x64", "-p:PublishAot=true"), await PublishAsync("jit"), await NodeAsync(), await GoAsync());
        return
        [
            new("Native AOT, as deployed", [aot], one),
            new("Native AOT, all roots of the system", [aot], many),
            new("the same function on the JIT", [jit], one, 10),
            new("the same on the JIT, all roots of the system", [jit], many),
            new($"Node {await VersionAsync("node", "--version")}, AWS SDK v3, one bundle", ["node", node], one, 7),
            new($"Go {await VersionAsync("/usr/bin/go", "env", "GOVERSION")}, standard library only", [go], one, 1 / 3.5),
        ];
    }

    /// <returns>The digits of it.</returns>
    private static async Task<string> VersionAsync(string program, params string[] arguments) => (await Command.NeedAsync(program, arguments)).Trim().TrimStart('v', 'g', 'o');

    private async Task<string> PublishAsync(string name, params string[] options)
    {
        var output = Path.Combine(folder, name);
        await Command.NeedAsync("dotnet", ["publish", Checkout.File("lambdas/Lambdas.csproj"), "-c", "Release", "-o", output, "--artifacts-path", Path.Combine(folder, "artifacts"), "-v", "quiet", "--nologo", .. options]);
        return Path.Combine(output, "bootstrap");
    }

    private async Task<string> NodeAsync()
    {
        var (source, output) = (Checkout.File("tests/Benchmarks/Cold/node"), Path.Combine(folder, "bundle.cjs"));
        await Command.NeedAsync("npm", ["--prefix", source, "ci", "--no-audit", "--no-fund"]);
        await Command.NeedAsync("npm", ["--prefix", source, "run", "build", "--", $"--outfile={output}"]);
        return output;
    }

    private async Task<string> GoAsync()
    {
        await Journeys.Apt.NeedAsync("/usr/bin/go", "golang-go");
        var output = Path.Combine(folder, "cold");
        await Command.NeedAsync("/usr/bin/go", ["build", "-trimpath", "-ldflags", "-s -w", "-o", output, Checkout.File("tests/Benchmarks/Cold/go/main.go")]);
        return output;
    }
}
