using Pennant.Contract;
using Pennant.Device.Doctor;
using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device.Doctor;

public sealed class LinkCheckTests
{
    [Fact]
    public async Task A_broker_that_is_as_it_should_be_is_well()
    {
        await using var rig = new DeviceRig();
        var patient = await DoctorRig.PatientAsync(rig);

        foreach (var check in new NetworkChecks(patient.Settings!).All())
            Assert.Equal((check.Link, Health.Ok), (check.Link, (await check.Look(CancellationToken.None)).Health));
        Assert.Equal(Health.Ok, (await new BrokerCheck(patient, TimeProvider.System).LookAsync(CancellationToken.None)).Health);
        Assert.Equal(7, rig.Broker.Subscribed.All.Count);
    }

    [Fact]
    public async Task A_closed_port_is_told_apart_from_a_wrong_name()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);

        var port = await new NetworkChecks(patient.Settings!).All().LookAsync("port");
        var name = await new NetworkChecks(patient.Settings! with { Endpoint = "no-such-host.invalid" }).All().LookAsync("name");

        Assert.Equal((Health.Problem, Health.Problem), (port.Health, name.Health));
        Assert.Contains("firewall", port.Do, StringComparison.Ordinal);
        Assert.Contains("DNS", name.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_with_another_name_and_one_with_another_root_are_told_apart()
    {
        await using var renamed = new DeviceRig(certificateHost: "elsewhere");
        await using var strange = new DeviceRig(brokerCertificates: new Certificates());

        var wrongName = await new NetworkChecks((await DoctorRig.PatientAsync(renamed)).Settings!).All().LookAsync("server");
        var wrongRoot = await new NetworkChecks((await DoctorRig.PatientAsync(strange)).Settings!).All().LookAsync("server");

        Assert.Contains("endpoint", wrongName.Do, StringComparison.Ordinal);
        Assert.Contains("root_ca", wrongRoot.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_running_device_keeps_its_connection_and_its_printer()
    {
        await using var rig = await new DeviceRig().StartAsync();
        var patient = await DoctorRig.RunningAsync(rig, s => s.IsConnected && s.Reported.Printer is not null);

        var broker = await new BrokerCheck(patient, TimeProvider.System).LookAsync(CancellationToken.None);
        var printer = await new PrinterCheck(patient, rig.Options, TimeProvider.System).All().LookAsync("printer");

        Assert.Equal((Health.Ok, Health.Ok), (broker.Health, printer.Health));
        Assert.Contains("the running device is connected", broker.Says, StringComparison.Ordinal);
        Assert.Single(rig.Broker.Connected.All);
        Assert.Empty(rig.Broker.Disconnected.All);
    }

    [Fact]
    public async Task What_the_printer_says_is_told_with_what_to_do()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);
        var checks = new PrinterCheck(patient, rig.Options, TimeProvider.System);
        var ready = await checks.All().LookAsync("printer");

        rig.Printer.IsOutOfPaper = true;
        var empty = await checks.All().LookAsync("printer");

        Assert.Equal(Health.Ok, ready.Health);
        Assert.Contains("confirms what it has printed", ready.Says, StringComparison.Ordinal);
        Assert.Equal((Health.Problem, "paper out", "put in paper"), (empty.Health, empty.Says, empty.Do));
    }

    [Fact]
    public async Task A_printer_that_cannot_be_reached_is_told_with_its_address()
    {
        await using var rig = new DeviceRig();
        var patient = DoctorRig.WithoutBroker(rig);
        await rig.Printer.DisposeAsync();

        var port = await new PrinterCheck(patient, rig.Options, TimeProvider.System).All().LookAsync("printer port");

        Assert.Equal(Health.Problem, port.Health);
        Assert.Contains(rig.Printer.Url.Authority, port.Says, StringComparison.Ordinal);
        Assert.Contains("one connection at a time", port.Do, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_running_device_holds_for_is_told()
    {
        await using var rig = await new DeviceRig().StartAsync();
        rig.Printer.IsOpen = true;
        await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(Ids.A));
        var patient = await DoctorRig.RunningAsync(rig, s => s.Reported.Hold == HoldReason.CoverOpen);

        var printer = await new PrinterCheck(patient, new PrinterOptions(), TimeProvider.System).All().LookAsync("printer");

        Assert.Equal((Health.Problem, "close the cover"), (printer.Health, printer.Do));
    }
}
