using Pennant.Device.Doctor;
using Pennant.Device.Jobs;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Settings;
using Xunit;

namespace Pennant.Tests.Device.Doctor;

public sealed class MachineCheckTests : IAsyncLifetime, IAsyncDisposable
{
    private readonly DeviceRig rig = new();
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-machine-").FullName;
    private readonly Patient patient;

    public MachineCheckTests() => patient = DoctorRig.WithoutBroker(rig);

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        await rig.DisposeAsync();
    }

    [Theory]
    [InlineData("lp:x:7:ada", true)]
    [InlineData("lp:x:7:grace", false)]
    public async Task A_USB_printer_needs_the_group_lp(string group, bool isMember)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "passwd"), $"{Environment.UserName}:x:1000:1000::/home:/bin/sh\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "group"), group.Replace("ada", Environment.UserName, StringComparison.Ordinal) + "\n");
        var settings = patient.Settings! with { PrinterUrl = new UsbAddress("usb:/dev/usb/lp0", "/dev/usb/lp0") };

        var finding = await new MachineChecks(patient, settings, etc: folder).All().LookAsync("groups");

        Assert.Equal(isMember ? Health.Ok : Health.Problem, finding.Health);
        Assert.Equal(!isMember, finding.Do?.Contains("usermod -a -G lp", StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public async Task A_light_without_pins_on_this_machine_is_a_warning()
    {
        var settings = patient.Settings! with { Gpio = new GpioFile(Led: 17) };

        var absent = await new MachineChecks(patient, settings, dev: folder).All().LookAsync("gpio");
        await File.WriteAllTextAsync(Path.Combine(folder, "gpiochip0"), "");
        var present = await new MachineChecks(patient, settings, dev: folder).All().LookAsync("gpio");

        Assert.Equal((Health.Warning, Health.Ok), (absent.Health, present.Health));
    }

    [Fact]
    public async Task A_data_folder_that_the_first_start_will_make_is_no_problem()
    {
        foreach (var check in new DataChecks(patient, patient.Settings!).All())
            Assert.Equal(Health.Skipped, (await check.Look(CancellationToken.None)).Health);
    }

    [Fact]
    public async Task A_whole_journal_and_a_damaged_one_are_told_apart()
    {
        JournalFile.Open(rig.Data).Dispose();
        var whole = await new DataChecks(patient, patient.Settings!).All().LookAsync("journal");

        await File.WriteAllTextAsync(Path.Combine(rig.Data, JournalFile.Name), new string('x', 8192));
        var damaged = await new DataChecks(patient, patient.Settings!).All().LookAsync("journal");

        Assert.Equal((Health.Ok, Health.Problem), (whole.Health, damaged.Health));
        Assert.Contains("knows 0 jobs", whole.Says, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_a_problem()
    {
        var settings = patient.Settings! with { Data = "/proc" };

        var finding = await new DataChecks(patient, settings).All().LookAsync("data folder");

        Assert.Equal(Health.Problem, finding.Health);
    }
}
