using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device;

/// <summary>docs/configuration.md and the examples say what the program reads.</summary>
public sealed partial class ConfigurationDocTests
{
    [Fact]
    public void Every_field_is_described_and_no_other()
    {
        var described = Row().Matches(File.ReadAllText(Checkout.File("docs/configuration.md"))).Select(m => m.Groups[1].Value);

        Assert.Equal(Fields("", DeviceFileJson.Default.DeviceFile).Concat(Fields("gpio.", DeviceFileJson.Default.GpioFile)).Order(), described.Order());
    }

    [Fact]
    public void The_example_that_is_installed_is_understood_whole()
    {
        DeviceFileReader.Read(File.ReadAllBytes(Checkout.File("device/Install/device.example.json")), out var problems);

        Assert.Empty(problems);
    }

    private static IEnumerable<string> Fields<T>(string prefix, JsonTypeInfo<T> type) => type.Properties.Select(p => prefix + p.Name);

    /// <summary>A row of a table with four columns.</summary>
    [GeneratedRegex(@"^\| `([a-z_.]+)` \|[^|\n]*\|[^|\n]*\|[^|\n]*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
