using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;

namespace Pennant.Device.Service;

/// <summary>
/// Tells systemd that the device is ready and that it is alive. When a loop hangs it says nothing more, and systemd ends the process and starts it again.
/// </summary>
/// <param name="every">How often to say so: well within what the unit allows.</param>
/// <param name="stuck">Names what does not move any more; null while all is well.</param>
/// <param name="summary">One line for <c>systemctl status</c>.</param>
internal sealed class SystemdService(
    ISystemdNotifier systemd, TimeSpan every, Func<string?> stuck, Func<string> summary, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<SystemdService> log) : BackgroundService
{
    private string? told;
    private bool wasStuck;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var ready = lifetime.ApplicationStarted.Register(() => systemd.Notify(ServiceState.Ready));
        await using var stopping = lifetime.ApplicationStopping.Register(() => systemd.Notify(ServiceState.Stopping));
        using var timer = new PeriodicTimer(every, time);
        do Tell();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Tell()
    {
        var part = stuck();
        if (part is not null && wasStuck) log.LogCritical("{Part} does not move any more: systemd will start the device again", part);
        wasStuck = part is not null;
        if (wasStuck) return;
        systemd.Notify(new ServiceState("WATCHDOG=1"));
        try
        {
            var line = summary();
            if (line != told) systemd.Notify(new ServiceState($"STATUS={line}"));
            told = line;
        }
        catch (Exception e) // a journal that cannot be read is no reason to end
        {
            log.LogWarning("the status cannot be told: {Reason}", e.Message);
        }
    }
}
