using System.Globalization;

namespace Pennant.Device.Service;

/// <summary>What systemd tells a service by its environment; all of it absent when somebody starts the program by hand.</summary>
/// <param name="RuntimeFolder">Made for this run and removed after it.</param>
/// <param name="Watchdog">How long the service may be silent before it is ended.</param>
/// <param name="IsJournalled">Whether journald reads what is logged.</param>
internal sealed record ServiceSettings(string? RuntimeFolder, TimeSpan? Watchdog, bool IsJournalled)
{
    public static readonly ServiceSettings ByHand = new(null, null, false);

    public static ServiceSettings FromEnvironment() => new(
        Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY")?.Split(':')[0],
        long.TryParse(Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) ? TimeSpan.FromMicroseconds(microseconds) : null,
        Environment.GetEnvironmentVariable("JOURNAL_STREAM") is not null);

    /// <summary>How often to say that all is well: one that is lost is no reason to be ended.</summary>
    public TimeSpan TellEvery => Watchdog / 4 ?? TimeSpan.FromSeconds(30);
}
