using Xunit;

namespace Pennant.Tests.Device.Install;

/// <summary>dpkg itself installs, upgrades, removes and purges the package on a copy of this machine.</summary>
[Collection(Packages.Name)]
public sealed class InstallTests(PackageFixture fixture) : IAsyncLifetime
{
    private DebianRoot debian = null!;

    public async Task InitializeAsync()
    {
        debian = await DebianRoot.StartAsync();
        await debian.RunAsync("groupadd --system gpio || true");
        await debian.CopyAsync(fixture.Package, "/tmp/pennant-device.deb");
    }

    public async Task DisposeAsync() => await debian.DisposeAsync();

    [Fact]
    public async Task Installing_makes_the_user_and_the_folders_and_starts_nothing()
    {
        Assert.NotEqual(0, (await debian.TryAsync("getent passwd pennant")).ExitCode);

        await InstallAsync();

        Assert.Equal("pennant-device 0.1.0", await debian.RunAsync("pennant-device --version"));
        Assert.EndsWith("/var/lib/pennant:/usr/sbin/nologin", await debian.RunAsync("getent passwd pennant"), StringComparison.Ordinal);
        Assert.Equal("pennant dialout gpio lp", await debian.RunAsync("id -nG pennant | tr ' ' '\\n' | sort | (echo pennant; grep -v pennant) | tr '\\n' ' '"));
        Assert.Equal(["750 pennant:pennant", "750 pennant:pennant"], (await debian.RunAsync("stat -c '%a %U:%G' /etc/pennant /var/lib/pennant")).Split('\n'));
        Assert.Equal(["--system daemon-reload"], await debian.ToldSystemdAsync());
        Assert.Equal("", await debian.RunAsync("systemd-analyze verify /usr/lib/systemd/system/pennant-device.service 2>&1 | grep pennant || true"));
    }

    [Fact]
    public async Task Provisioning_as_root_leaves_what_the_service_can_read_and_nobody_else()
    {
        await using var cloud = await IotControlPlane.StartAsync();
        await InstallAsync();

        var said = await debian.RunAsync(
            $"AWS_ENDPOINT_URL={cloud.Url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b pennant-device provision --printer kitchen --root-ca-url {new Uri(cloud.Url, "root.pem")}");

        Assert.Contains("sudo systemctl enable --now pennant-device", said, StringComparison.Ordinal);
        var files = (await debian.RunAsync("stat -c '%a %U:%G %n' /etc/pennant/*")).Split('\n');
        Assert.Equal(5, files.Length);
        Assert.All(files, file => Assert.StartsWith("600 pennant:pennant /etc/pennant/", file, StringComparison.Ordinal));
        Assert.StartsWith("-----BEGIN PRIVATE KEY-----", await debian.RunAsync("setpriv --reuid pennant --regid pennant --init-groups cat /etc/pennant/private-key.pem"), StringComparison.Ordinal);
        Assert.NotEqual(0, (await debian.TryAsync("setpriv --reuid nobody --regid nogroup --clear-groups cat /etc/pennant/private-key.pem")).ExitCode);
    }

    [Fact]
    public async Task An_upgrade_keeps_everything_and_starts_again_only_what_ran()
    {
        await InstallAsync();
        await UseAsync();
        await debian.CopyAsync(await NextVersionAsync(), "/tmp/next.deb");

        await debian.RunAsync("dpkg -i /tmp/next.deb");

        Assert.Equal("0.1.1", await debian.RunAsync("dpkg-query -W -f '${Version}' pennant-device"));
        await KeptAsync();
        var told = await debian.ToldSystemdAsync();
        Assert.Contains(told, line => line.Contains("try-restart pennant-device.service", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.StartsWith("stop", StringComparison.Ordinal) || line.StartsWith("start", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Removing_stops_the_service_and_keeps_configuration_and_journal_for_the_next_installation()
    {
        await InstallAsync();
        await UseAsync();

        await debian.RunAsync("touch /is-active; dpkg -r pennant-device");

        Assert.Contains(await debian.ToldSystemdAsync(), line => line.Contains("stop pennant-device.service", StringComparison.Ordinal));
        Assert.Equal("", await debian.RunAsync("ls /usr/bin/pennant-device /usr/lib/pennant /usr/lib/systemd/system/pennant-device.service 2> /dev/null || true"));
        await KeptAsync();
        await InstallAsync();
        await KeptAsync();
    }

    [Fact]
    public async Task Purging_leaves_nothing()
    {
        await InstallAsync();
        await UseAsync();
        await debian.RunAsync("mkdir -p /etc/systemd/system/multi-user.target.wants && ln -sf /usr/lib/systemd/system/pennant-device.service /etc/systemd/system/multi-user.target.wants/");

        await debian.RunAsync("dpkg -P pennant-device");

        Assert.NotEqual(0, (await debian.TryAsync("getent passwd pennant || getent group pennant")).ExitCode);
        Assert.DoesNotContain(await debian.ChangesAsync(), path => path.Contains("pennant", StringComparison.Ordinal) && !path.StartsWith("/tmp/", StringComparison.Ordinal));
    }

    private Task<string> InstallAsync() => debian.RunAsync("dpkg -i /tmp/pennant-device.deb");

    /// <summary>A configuration that somebody made and tightened, and a journal.</summary>
    private async Task UseAsync()
    {
        await debian.RunAsync("echo '{}' > /etc/pennant/device.json && chown pennant: /etc/pennant/device.json && chmod 700 /etc/pennant && echo jobs > /var/lib/pennant/journal.db");
        await debian.ToldSystemdAsync();
    }

    private async Task KeptAsync()
    {
        Assert.Equal("{}", await debian.RunAsync("cat /etc/pennant/device.json"));
        Assert.Equal("jobs", await debian.RunAsync("cat /var/lib/pennant/journal.db"));
        Assert.Equal("700 pennant", await debian.RunAsync("stat -c '%a %U' /etc/pennant"));
    }

    private async Task<string> NextVersionAsync()
    {
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Folder, "next")).FullName;
        return await PackageFixture.BuildAsync(folder, Checkout.File($"device/bin/publish-{PackageFixture.Architecture}"), "0.1.1");
    }
}
