using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pennant.Contract;
using Pennant.Device.Provisioning;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>Configuration, key and certificate.</summary>
internal sealed class FileChecks(Patient patient, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public IEnumerable<Check> All()
    {
        yield return Check.Of("configuration", Configuration);
        if (patient.Settings is not { } settings) yield break;
        yield return Check.Of("key", () => Key(settings));
        yield return Check.Of("certificate", () => Certificate(settings));
    }

    private Finding Configuration()
    {
        var path = Path.Combine(patient.ConfigFolder, DeviceFile.Name);
        return patient.Settings is { } settings
            ? Finding.Ok("configuration", $"{path} is complete: {settings.Printer}, {settings.PrinterUrl}")
            : Finding.Problem("configuration", $"{path} cannot be used: {string.Join("; ", patient.Problems)}", Remedy());
    }

    private string Remedy() => patient.Problems.Any(p => p.Contains("denied", StringComparison.OrdinalIgnoreCase))
        ? "look as root: sudo pennant-device doctor"
        : patient.Problems.Any(p => p.Contains("does not exist", StringComparison.Ordinal))
            ? "make it: sudo -E pennant-device provision --printer NAME"
            : "mend the file; docs/configuration.md describes every field";

    private Finding Key(DeviceSettings settings)
    {
        if (OperatingSystem.IsWindows()) return Finding.Skipped("key", "Windows has no file modes");
        var mode = File.GetUnixFileMode(settings.Key);
        if ((mode & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            return Finding.Problem("key", $"{settings.Key} can be read by others (mode {Convert.ToString((int)mode, 8)})", $"sudo chmod 600 {settings.Key}");
        if (patient.IsService && Account.Find(Account.OfService) is { } service && FileOwner.Of(settings.Key) is { } owner && owner.User != service.Id)
            return Finding.Problem("key", $"{settings.Key} does not belong to the service's user, who cannot read it", $"sudo chown {service.Name}: {patient.ConfigFolder}/*");
        return Finding.Ok("key", "can be read by its owner and nobody else");
    }

    private Finding Certificate(DeviceSettings settings)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(settings.Certificate, settings.Key);
            var now = time.GetUtcNow();
            if (now < certificate.NotBefore) return Finding.Problem("certificate", $"is valid only from {Times.ToText(certificate.NotBefore)}", "set the clock of this machine: timedatectl set-ntp true");
            var left = certificate.NotAfter - now;
            if (left <= TimeSpan.Zero) return Finding.Problem("certificate", $"has expired on {Times.ToText(certificate.NotAfter)}", Renew());
            var says = $"belongs to the key, {(int)left.TotalDays} days left";
            return left < Soon ? Finding.Warning("certificate", says, Renew()) : Finding.Ok("certificate", says);
        }
        catch (CryptographicException e)
        {
            return Finding.Problem("certificate", e.Message, Renew());
        }
    }

    private string Renew() => $"provision again: move private-key.pem, certificate.pem and certificate-arn out of {patient.ConfigFolder}, then pennant-device provision; the runbook's \"Rotate a certificate\" has each step";
}
