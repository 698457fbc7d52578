using System.Runtime.InteropServices;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Device.Install;

/// <summary>The Debian package for this machine, built once by the command that builds it for a Pi.</summary>
public sealed class PackageFixture : IAsyncLifetime
{
    public static string Architecture => RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    public string Folder { get; } = Directory.CreateTempSubdirectory("pennant-package-").FullName;

    public string Package { get; private set; } = "";

    /// <summary>What the package holds, unpacked.</summary>
    public string Contents => Path.Combine(Folder, "contents");

    public async Task InitializeAsync()
    {
        await Apt.NeedAsync("/usr/bin/systemd-analyze", "systemd");
        await Apt.NeedAsync("/usr/bin/readelf", "binutils");
        await Apt.NeedAsync("/usr/sbin/update-ca-certificates", "ca-certificates");
        Package = await BuildAsync(Folder);
        await Command.NeedAsync("dpkg-deb", "-x", Package, Contents);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }

    /// <param name="published">A program that was published before; null publishes it.</param>
    /// <returns>The package's path.</returns>
    public static async Task<string> BuildAsync(string folder, string? published = null, string? version = null)
    {
        string[] settings = [$"OUT={folder}", "LEVEL=0", "SOURCE_DATE_EPOCH=1763900000", .. published is null ? Array.Empty<string>() : [$"PUBLISHED={published}"], .. version is null ? Array.Empty<string>() : [$"VERSION={version}"]];
        var output = await Command.NeedAsync("env", [.. settings, "bash", Checkout.File("device/Install/package.sh"), Architecture]);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Last(line => line.EndsWith(".deb", StringComparison.Ordinal));
    }
}

[CollectionDefinition(Name)]
public sealed class Packages : ICollectionFixture<PackageFixture>
{
    public const string Name = "packages";
}
