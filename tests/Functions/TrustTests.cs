using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Pennant.Tests.Aws;
using Pennant.Tests.Device;
using Xunit;

namespace Pennant.Tests.Functions;

/// <summary>Whom a function believes: the roots of its own package and nobody else.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-trust").FullName;
    private readonly Certificates authority = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>The first read is the start's own, which has no event.</summary>
    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 503)]
    public async Task A_function_speaks_to_servers_of_its_own_roots_only(bool isTrusted, int status)
    {
        using var certificate = authority.Server();
        await using var dynamo = await HttpsDynamo.StartAsync(certificate);
        await using var api = await FakeRuntimeApi.StartAsync();
        var roots = Write((isTrusted ? authority : new Certificates()).RootPem);

        using var function = FunctionProcess.Start(["dotnet", typeof(Lambdas.Wiring).Assembly.Location], api, dynamo.Address, roots);

        Assert.Equal(status, await FunctionProcess.CallAsync(api, "1-2-3"));
        Assert.Equal(isTrusted ? [("DynamoDB_20120810.GetItem", null), ("DynamoDB_20120810.GetItem", "Root=1-2-3")] : [], dynamo.Requests);
    }

    [Fact]
    public async Task The_package_carries_the_five_roots_of_AWS_and_the_same_bytes_every_time()
    {
        var (first, second) = (Path.Combine(folder, "first.pem"), Path.Combine(folder, "second.pem"));

        Assert.Equal((0, ""), await RootsAsync(first));
        Assert.Equal((0, ""), await RootsAsync(second));

        var roots = new X509Certificate2Collection();
        roots.ImportFromPemFile(first);
        Assert.Equal(
            ["Amazon Root CA 1", "Amazon Root CA 2", "Amazon Root CA 3", "Amazon Root CA 4", "Starfield Services Root Certificate Authority - G2"],
            roots.Select(root => root.GetNameInfo(X509NameType.SimpleName, forIssuer: false)));
        Assert.Equal(await File.ReadAllBytesAsync(first), await File.ReadAllBytesAsync(second));
    }

    /// <summary>A Node whose own roots are others.</summary>
    [Fact]
    public async Task A_root_that_is_missing_is_named_and_nothing_is_published()
    {
        var without = Path.Combine(folder, "without.cjs");
        await File.WriteAllTextAsync(without, """
            const { X509Certificate } = require('crypto')
            const { get } = Object.getOwnPropertyDescriptor(X509Certificate.prototype, 'fingerprint256')
            Object.defineProperty(X509Certificate.prototype, 'fingerprint256', { get() { return this.subject.includes('Amazon Root CA 3') ? 'another' : get.call(this) } })
            """);

        var (exit, error) = await RootsAsync(Path.Combine(folder, "none.pem"), "--require", without);

        Assert.Equal(1, exit);
        Assert.Contains("does not carry Amazon Root CA 3.", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(folder, "none.pem")));
    }

    private static async Task<(int Exit, string Error)> RootsAsync(string output, params string[] options)
    {
        using var node = Process.Start(new ProcessStartInfo("node", [.. options, Checkout.File("lambdas/amazon-roots.mjs"), output]) { RedirectStandardError = true })!;
        var error = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return (node.ExitCode, error);
    }

    private string Write(string pem)
    {
        var file = Path.Combine(folder, "roots.pem");
        File.WriteAllText(file, pem);
        return file;
    }
}
