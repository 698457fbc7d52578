using System.Text.Json;
using Pennant.Tests.Device.Doctor;
using Xunit;

namespace Pennant.Tests.Device.Cli;

public sealed class DoctorTests
{
    [Fact]
    public async Task When_every_link_is_whole_all_is_well()
    {
        await using var rig = new DeviceRig();
        var patient = await DoctorRig.PatientAsync(rig);

        var run = await Terminal.RunAsync("doctor", "--config", patient.ConfigFolder);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Equal("", run.Error);
        Assert.EndsWith("All is well.\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("ok  broker", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_broken_is_told_with_what_to_do_and_code_3()
    {
        await using var rig = new DeviceRig();
        var patient = await DoctorRig.PatientAsync(rig);
        rig.Printer.IsOutOfPaper = true;

        var run = await Terminal.RunAsync("doctor", "--config", patient.ConfigFolder);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("X   printer       paper out\n      do: put in paper\n", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("One thing needs attention.\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_JSON_every_finding_says_how_the_link_is()
    {
        var run = await Terminal.RunAsync("doctor", "--config", "/nonexistent", "--json");

        Assert.Equal((3, ""), (run.ExitCode, run.Error));
        using var json = JsonDocument.Parse(run.Output);
        Assert.False(json.RootElement.GetProperty("well").GetBoolean());
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().Select(f => (f.GetProperty("link").GetString(), f.GetProperty("health").GetString()));
        Assert.Equal([("version", "ok"), ("configuration", "problem")], findings.Select(f => (f.Item1, f.Item2?.ToLowerInvariant())));
    }
}
