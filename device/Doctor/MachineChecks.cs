using System.Diagnostics;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>Groups, pins and the service.</summary>
/// <param name="dev">Where device files are.</param>
internal sealed class MachineChecks(Patient patient, DeviceSettings settings, string dev = "/dev", string etc = "/etc")
{
    public const string Unit = "/usr/lib/systemd/system/pennant-device.service";

    public IEnumerable<Check> All()
    {
        yield return Check.Of("groups", Groups);
        yield return Check.Of("gpio", Gpio);
        if (patient.IsService) yield return new Check("service", ServiceAsync);
    }

    private Finding Groups()
    {
        var needed = new[] { settings.PrinterUrl is UsbAddress ? "lp" : null, settings.PrinterUrl is SerialAddress ? "dialout" : null, settings.Gpio is null ? null : "gpio" }.OfType<string>().ToList();
        if (needed.Count == 0) return Finding.Skipped("groups", "a network printer needs none");
        var name = patient.IsService && Account.Find(Account.OfService, etc) is not null ? Account.OfService : Environment.UserName;
        if (Account.Find(name, etc) is not { } account) return Finding.Skipped("groups", $"{name} is no user of this machine");
        if (account.Id == 0) return Finding.Ok("groups", "root needs none");
        var missing = needed.Where(g => !account.Groups.Contains(g)).ToList();
        return missing.Count == 0
            ? Finding.Ok("groups", $"{name} is in {string.Join(" and ", needed)}")
            : Finding.Problem("groups", $"{name} is not in {string.Join(" and ", missing)}", $"sudo usermod -a -G {string.Join(',', missing)} {name}, then start the device again");
    }

    private Finding Gpio()
    {
        if (settings.Gpio is not { } gpio) return Finding.Skipped("gpio", "neither light nor button is configured");
        var chips = Directory.Exists(dev) ? Directory.GetFiles(dev, "gpiochip*") : [];
        var chip = gpio.Chip is { } number ? Path.Combine(dev, $"gpiochip{number}") : chips.Order(StringComparer.Ordinal).FirstOrDefault();
        if (chip is null || !File.Exists(chip)) return Finding.Warning("gpio", $"{chip ?? Path.Combine(dev, "gpiochip*")} is not there: light and button stay dead", "remove `gpio` from device.json, or name the right `chip`");
        try
        {
            using var opened = new FileStream(chip, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            return Finding.Ok("gpio", $"{chip} can be used: light {gpio.Led?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, button {gpio.Button?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Finding.Warning("gpio", $"{chip} cannot be opened: {e.Message}", $"sudo usermod -a -G gpio {Account.OfService}, or run the doctor as root");
        }
    }

    private async Task<Finding> ServiceAsync(CancellationToken ct)
    {
        if (!File.Exists(Unit)) return Finding.Skipped("service", "the Debian package is not installed");
        if (!Directory.Exists("/run/systemd/system")) return Finding.Skipped("service", "systemd does not run here");
        var (enabled, active) = (await AskAsync("is-enabled", ct), await AskAsync("is-active", ct));
        if (active != "active") return Finding.Problem("service", $"is {active}", enabled == "enabled" ? "look at `journalctl -u pennant-device`, then sudo systemctl restart pennant-device" : "sudo systemctl enable --now pennant-device");
        return enabled == "enabled" ? Finding.Ok("service", "runs, and starts with the machine") : Finding.Warning("service", "runs, but does not start with the machine", "sudo systemctl enable pennant-device");
    }

    private static async Task<string> AskAsync(string question, CancellationToken ct)
    {
        using var systemctl = Process.Start(new ProcessStartInfo("systemctl", [question, "pennant-device"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var answer = await systemctl.StandardOutput.ReadToEndAsync(ct);
        await systemctl.WaitForExitAsync(ct);
        return answer.Trim();
    }
}
