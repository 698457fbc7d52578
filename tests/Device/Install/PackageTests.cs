using System.Globalization;
using System.Text.RegularExpressions;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Device.Install;

[Collection(Packages.Name)]
public sealed partial class PackageTests(PackageFixture fixture)
{
    private string Unit => Path.Combine(fixture.Contents, "usr/lib/systemd/system/pennant-device.service");

    [Fact]
    public async Task The_same_program_gives_the_same_bytes()
    {
        var again = Directory.CreateDirectory(Path.Combine(fixture.Folder, "again")).FullName;

        var second = await PackageFixture.BuildAsync(again, Checkout.File($"device/bin/publish-{PackageFixture.Architecture}"));

        Assert.Equal(await File.ReadAllBytesAsync(fixture.Package), await File.ReadAllBytesAsync(second));
    }

    [Fact]
    public async Task Lintian_finds_no_error()
    {
        await Apt.NeedAsync("/usr/bin/lintian", "lintian");

        var (_, output) = await Command.RunAsync("lintian", "--fail-on", "error", fixture.Package);

        Assert.DoesNotContain(output.Split('\n'), line => line.StartsWith("E:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_belongs_to_root_and_nothing_to_do_with_building_is_shipped()
    {
        var lines = (await Command.NeedAsync("dpkg-deb", "-c", fixture.Package)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(lines, line => Assert.Contains(" root/root ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => Built().IsMatch(line));
        Assert.Contains(lines, line => line.EndsWith("./usr/bin/pennant-device -> ../lib/pennant/pennant-device", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_unit_lets_the_service_do_little_else()
    {
        var (_, output) = await Command.RunAsync("systemd-analyze", "security", "--offline=true", "--no-pager", Unit);

        var score = Score().Match(output);
        Assert.True(score.Success, output);
        Assert.InRange(double.Parse(score.Groups[1].ValueSpan, CultureInfo.InvariantCulture), 0, 2.0);
    }

    [Fact]
    public async Task Memory_is_never_writable_and_executable_where_the_program_is_native()
    {
        var isNative = !File.Exists(Path.Combine(fixture.Contents, "usr/lib/pennant/libcoreclr.so"));

        Assert.Contains($"MemoryDenyWriteExecute={(isNative ? "yes" : "no")}", await File.ReadAllLinesAsync(Unit));
    }

    [GeneratedRegex(@"\.(pdb|dbg|xml|cs)$")]
    private static partial Regex Built();

    [GeneratedRegex(@"Overall exposure level for \S+: ([0-9.]+)")]
    private static partial Regex Score();
}
