using Pennant.Device.EscPos;
using Pennant.Device.Settings;
using Pennant.Receipts;
using Pennant.Receipts.Calibration;

namespace Pennant.Device.Printing;

/// <summary>The calibration slip of this printer, with what is known of it.</summary>
internal static class TestSlip
{
    /// <param name="widthDots">Another width than the printer's; null takes the printer's.</param>
    public static Raster Draw(DeviceSettings settings, PrinterAbilities printer, int? widthDots, TimeProvider time)
    {
        var profile = PrinterProfile.For(widthDots ?? printer.WidthDots);
        return CalibrationSlip.Draw(settings.Printer,
        [
            $"{profile.WidthDots} dots, {profile.Millimetres(profile.WidthDots):0} mm",
            printer.Model ?? "unknown model",
            $"{settings.PrinterUrl}",
            $"evidence: {printer.Evidence.ToString().ToLowerInvariant()}",
            $"cutter: {(printer.HasCutter ? "yes" : "no")}",
            $"pennant-device {Agent.Version}, {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC",
        ], profile);
    }
}
