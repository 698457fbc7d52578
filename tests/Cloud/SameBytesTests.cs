using System.Security.Cryptography;
using Pennant.Tests.Cloud.Delivery;
using Pennant.Tests.Device.Install;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>Which functions are deployed anew is decided by their bytes: those must not depend on where, or from which commit, they were built.</summary>
public sealed class SameBytesTests
{
    [Fact]
    public async Task The_same_sources_give_the_same_program_in_any_folder()
    {
        Assert.Equal(await BuildAsync(), await BuildAsync());
    }

    private static async Task<string> BuildAsync()
    {
        using var checkout = new CopiedCheckout();
        var project = Path.Combine(checkout.Path, "core", "Contract");
        await Command.NeedAsync("dotnet", "build", project, "-c", "Release", "-v", "quiet", "--nologo");
        return Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(project, "bin", "Release", "net10.0", "Pennant.Contract.dll"))));
    }
}
