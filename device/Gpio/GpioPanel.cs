using System.Device.Gpio;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Device.Settings;

namespace Pennant.Device.Gpio;

/// <summary>What is done by the button, and what the light shows.</summary>
internal sealed record PanelUse(Func<LightState> Light, Signal LightChanged, Action ShortPress, Action LongPress);

/// <summary>Light and button on GPIO pins. Where there are none, or they cannot be had, that is told and tried again, and printing does not notice.</summary>
internal sealed class GpioPanel(GpioFile pins, IReadOnlyList<Func<GpioController>> ways, PanelUse use, Problems problems, TimeProvider time, ILogger<GpioPanel> log) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(10), LastRetry = TimeSpan.FromMinutes(10);
    private string? told;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var retry = FirstRetry; !stoppingToken.IsCancellationRequested; retry = Shorter(2 * retry, LastRetry))
        {
            try
            {
                await Task.Yield(); // opening the pins may take its time, and the other parts shall not wait for it
                using var opened = GpioPins.Open(pins, ways, time);
                Tell(null);
                retry = FirstRetry;
                await opened.RunAsync(use, stoppingToken);
            }
            catch (Exception e)
            {
                if (stoppingToken.IsCancellationRequested) return;
                Tell(GpioBoard.Explain(e));
                log.LogDebug(e, "the GPIO pins cannot be used");
            }
            await Task.Delay(retry, time, stoppingToken);
        }
    }

    private void Tell(string? problem)
    {
        if (problem != told && problem is not null) log.LogWarning("light and button do not work and are tried again from time to time: {Problem}", problem);
        else if (problem is null) log.LogInformation("light on pin {Led}, button on pin {Button}", pins.Led, pins.Button);
        told = problem;
        problems.Set(Problems.Gpio, problem);
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
