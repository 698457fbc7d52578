using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pennant.Device.Status;

/// <summary>Keeps <see cref="StatusFile"/> true: looks once a second and writes when anything differs.</summary>
/// <param name="now">What is true at this moment.</param>
internal sealed class StatusWriter(string folder, Func<DeviceStatus> now, TimeProvider time, ILogger<StatusWriter> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private byte[] written = [];
    private bool hasFailed;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        do Look();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Look()
    {
        try
        {
            var status = now();
            var said = (status with { ChangedAt = default }).ToJson();
            if (said.AsSpan().SequenceEqual(written)) return;
            StatusFile.Write(folder, status);
            written = said;
            hasFailed = false;
        }
        catch (Exception e) // printing does not depend on it
        {
            if (!hasFailed) log.LogWarning("the status cannot be told: {Reason}", e.Message);
            hasFailed = true;
        }
    }
}
