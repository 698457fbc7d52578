using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Printing;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>The printer for a command that uses it once: by the same driver as every message, with nothing remembered.</summary>
internal sealed class WaitingPrinter(DeviceSettings settings, PrinterOptions options, TimeProvider time) : IAsyncDisposable
{
    public Printer Driver { get; } = new(Transport.To(settings.PrinterUrl, time), settings.WidthDots, settings.Cutter, new PrinterMemory(null), options, time, NullLogger.Instance);

    /// <summary>Waits while the printer still works at what it was given earlier.</summary>
    /// <returns>Why it would not print, one of <see cref="HoldReason"/>; null when it is ready.</returns>
    public async Task<string?> HoldAsync(CancellationToken ct)
    {
        while (true)
        {
            var found = await Driver.CheckAsync(ct);
            if (found.IsReady || found.Hold is not null) return found.Hold;
            await Task.Delay(options.PollBusy, time, ct);
        }
    }

    public ValueTask DisposeAsync() => Driver.DisposeAsync();
}
