using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Service;
using Xunit;

namespace Pennant.Tests.Device.Service;

public sealed class SystemdServiceTests : IAsyncLifetime, IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider time = new();
    private readonly Recorder<string> said = new();
    private readonly Lifetime lifetime = new();
    private readonly SystemdService service;
    private string? stuck;
    private string summary = "kitchen: idle";

    public SystemdServiceTests()
    {
        service = new SystemdService(new Notifier(said), Every, () => stuck, () => summary, lifetime, time, NullLogger<SystemdService>.Instance);
        service.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
    }

    [Fact]
    public async Task Ready_is_said_when_everything_has_started_and_not_before()
    {
        await said.OneAsync(s => s == "WATCHDOG=1");
        Assert.DoesNotContain("READY=1", said.All);

        lifetime.Start();

        Assert.Contains("READY=1", said.All);
    }

    [Fact]
    public async Task A_living_device_says_so_again_and_again_and_a_stuck_one_does_not()
    {
        await said.UntilAsync(all => all.Count(s => s == "WATCHDOG=1") == 1);
        time.Advance(Every);
        await said.UntilAsync(all => all.Count(s => s == "WATCHDOG=1") == 2);

        stuck = "the printing loop";
        for (var i = 0; i < 10; i++) time.Advance(Every);
        await service.StopAsync(CancellationToken.None);

        Assert.Equal(2, said.All.Count(s => s == "WATCHDOG=1"));
    }

    [Fact]
    public async Task The_summary_is_told_when_it_has_changed()
    {
        await said.OneAsync(s => s == "STATUS=kitchen: idle");
        time.Advance(Every);
        await said.UntilAsync(all => all.Count(s => s == "WATCHDOG=1") == 2);
        summary = "kitchen: holds: paper out";

        time.Advance(Every);

        await said.OneAsync(s => s == "STATUS=kitchen: holds: paper out");
        Assert.Equal(2, said.All.Count(s => s.StartsWith("STATUS=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stopping_is_announced()
    {
        await said.OneAsync(s => s == "WATCHDOG=1");

        lifetime.StopApplication();

        Assert.Contains("STOPPING=1", said.All);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await service.StopAsync(CancellationToken.None);
        service.Dispose();
        lifetime.Dispose();
    }

    private sealed class Notifier(Recorder<string> said) : ISystemdNotifier
    {
        public bool IsEnabled => true;

        public void Notify(ServiceState state) => said.Add(state.ToString());
    }

    private sealed class Lifetime : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource started = new(), stopping = new(), stopped = new();

        public CancellationToken ApplicationStarted => started.Token;

        public CancellationToken ApplicationStopping => stopping.Token;

        public CancellationToken ApplicationStopped => stopped.Token;

        public void Start() => started.Cancel();

        public void StopApplication() => stopping.Cancel();

        public void Dispose()
        {
            started.Dispose();
            stopping.Dispose();
            stopped.Dispose();
        }
    }
}
