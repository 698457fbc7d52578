using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Pennant.Device.Settings;

namespace Pennant.Device.Doctor;

/// <summary>The clock: a Pi has none that runs without power, and with a wrong one no certificate is valid.</summary>
/// <param name="askDate">What time it is for the endpoint; null when it does not say.</param>
/// <param name="synchronized">systemd-timesyncd makes this file when it has the time from a server.</param>
internal sealed class ClockCheck(Func<CancellationToken, Task<DateTimeOffset?>> askDate, string synchronized, TimeProvider time)
{
    public const string SynchronizedFile = "/run/systemd/timesync/synchronized";
    private const string Link = "clock", Remedy = "sudo timedatectl set-ntp true, and see that UDP port 123 is open to the outside";
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public async Task<Finding> LookAsync(CancellationToken ct)
    {
        var isSynchronized = File.Exists(synchronized);
        if (await askDate(ct) is not { } there)
            return isSynchronized ? Finding.Ok(Link, "set by a time server") : Finding.Skipped(Link, "the endpoint tells no date to compare with");
        var off = time.GetUtcNow() - there;
        if (off.Duration() > Tolerance) return Finding.Problem(Link, $"is {Text(off.Duration())} {(off > TimeSpan.Zero ? "ahead of" : "behind")} the endpoint's", Remedy);
        return isSynchronized || !Directory.Exists(Path.GetDirectoryName(synchronized))
            ? Finding.Ok(Link, "agrees with the endpoint's")
            : Finding.Warning(Link, "agrees with the endpoint's, but no time server has set it since the machine was started", Remedy);
    }

    /// <summary>The <c>Date</c> of whatever HTTPS answers at the endpoint. A wrong clock makes every certificate look out of date, so that alone is overlooked here.</summary>
    public static async Task<DateTimeOffset?> AskEndpointAsync(DeviceSettings settings, CancellationToken ct)
    {
        try
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(settings.RootCa);
            var chain = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid };
            chain.CustomTrustStore.AddRange(roots);
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = chain } };
            using var http = new HttpClient(handler);
            using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"https://{settings.Endpoint}/"), ct);
            return answer.Headers.Date;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string Text(TimeSpan span) => span.TotalDays >= 2 ? $"{(int)span.TotalDays} days" : span.TotalHours >= 2 ? $"{(int)span.TotalHours} hours" : $"{(int)span.TotalMinutes} minutes";
}
