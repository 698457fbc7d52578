using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Doctor;
using Xunit;

namespace Pennant.Tests.Device.Doctor;

public sealed class FileCheckTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly DeviceRig rig = new();
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());
    private readonly Patient patient;

    public FileCheckTests() => patient = DoctorRig.WithoutBroker(rig);

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync() => await rig.DisposeAsync();

    [Fact]
    public async Task Files_as_provisioning_leaves_them_are_well()
    {
        foreach (var check in new FileChecks(patient, time).All())
            Assert.Equal(Health.Ok, (await check.Look(CancellationToken.None)).Health);
    }

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public async Task A_key_that_others_can_read_is_a_problem()
    {
        File.SetUnixFileMode(patient.Settings!.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var finding = await new FileChecks(patient, time).All().LookAsync("key");

        Assert.Equal(Health.Problem, finding.Health);
        Assert.Contains("mode 640", finding.Says, StringComparison.Ordinal);
        Assert.Equal($"sudo chmod 600 {patient.Settings.Key}", finding.Do);
    }

    [Theory]
    [InlineData(100, nameof(Health.Ok), "days left")]
    [InlineData(345, nameof(Health.Warning), "days left")]
    [InlineData(400, nameof(Health.Problem), "has expired")]
    [InlineData(-4000, nameof(Health.Problem), "is valid only from")]
    public async Task The_certificate_is_told_of_before_it_expires(int days, string verdict, string says)
    {
        var clock = new FakeTimeProvider(time.GetUtcNow().AddDays(days));

        var finding = await new FileChecks(patient, clock).All().LookAsync("certificate");

        Assert.Equal(verdict, finding.Health.ToString());
        Assert.Contains(says, finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_of_the_configuration_is_told_at_once()
    {
        await File.WriteAllTextAsync(Path.Combine(patient.ConfigFolder, "device.json"), """{"printer":"no good","width_dots":400}""");

        var finding = await new FileChecks(DoctorRig.Of(patient.ConfigFolder, rig), time).All().LookAsync("configuration");

        Assert.Equal(Health.Problem, finding.Health);
        Assert.Contains("printer \"no good\"", finding.Says, StringComparison.Ordinal);
        Assert.Contains("width_dots 400", finding.Says, StringComparison.Ordinal);
        Assert.Contains("certificate is missing", finding.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_provisioned_it_says_how_to()
    {
        var finding = await new FileChecks(Patient.Of("/nonexistent", null, []), time).All().LookAsync("configuration");

        Assert.Contains("pennant-device provision", finding.Do, StringComparison.Ordinal);
    }
}
