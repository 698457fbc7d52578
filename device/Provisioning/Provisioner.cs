using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Amazon.IoT;
using Amazon.IoT.Model;
using Pennant.Contract;
using Pennant.Device.Settings;

namespace Pennant.Device.Provisioning;

/// <summary>What was said on the command line; null means as it is, or the default.</summary>
/// <param name="RootCaUrl">Where the broker's root certificates are published, as PEM.</param>
/// <param name="Data">Folder of the journal.</param>
internal sealed record ProvisionRequest(string Printer, string Env, string? PrinterUrl, int? WidthDots, int? MqttPort, Uri RootCaUrl, string? Data = null);

/// <summary>
/// Makes this machine a printer of one environment. The private key is made here and never leaves. A run that broke off is gone on with where it stopped:
/// <c>device.json</c> is written last and says that everything before it is done.
/// </summary>
internal sealed class Provisioner(IAmazonIoT iot, HttpClient http, PrivateFiles files, Action<string> say)
{
    private const string Key = "private-key.pem", Certificate = "certificate.pem", CertificateArn = "certificate-arn", RootCa = "root-ca.pem";

    /// <returns>False when there was nothing to do.</returns>
    /// <exception cref="ProvisionException">A sentence for a person.</exception>
    public async Task<bool> RunAsync(ProvisionRequest request, CancellationToken ct)
    {
        var known = files.Read(DeviceFile.Name) is { } json ? DeviceFile.Parse(Encoding.UTF8.GetBytes(json)) : null;
        if (known?.Printer is { } other && other != request.Printer) throw new ProvisionException($"{files.Folder} belongs to the printer \"{other}\": choose another folder with --config.");
        var isComplete = known is { Endpoint: not null } && files.Has(Key) && files.Has(Certificate) && files.Has(RootCa);
        var endpoint = isComplete ? known!.Endpoint! : await RegisterAsync(request, ct);
        var file = (known ?? new DeviceFile()) with
        {
            Printer = request.Printer, Endpoint = endpoint, MqttPort = request.MqttPort ?? known?.MqttPort ?? 8883, RootCa = RootCa, Certificate = Certificate, Key = Key,
            PrinterUrl = request.PrinterUrl ?? known?.PrinterUrl ?? "tcp://127.0.0.1:9100", WidthDots = request.WidthDots ?? known?.WidthDots,
            Data = request.Data is { } data ? Path.GetFullPath(data) : known?.Data,
        };
        return files.Write(DeviceFile.Name, Encoding.UTF8.GetString(file.ToJson()) + "\n");
    }

    private async Task<string> RegisterAsync(ProvisionRequest request, CancellationToken ct)
    {
        await CreateThingAsync(request, ct);
        var certificate = await CertificateAsync(request, ct);
        await iot.AttachThingPrincipalAsync(new AttachThingPrincipalRequest { ThingName = request.Printer, Principal = certificate }, ct);
        await iot.AttachPolicyAsync(new AttachPolicyRequest { PolicyName = Names.DevicePolicy(request.Env), Target = certificate }, ct);
        say($"The certificate speaks for {request.Printer} under the policy {Names.DevicePolicy(request.Env)}.");
        files.Write(RootCa, await RootAsync(request.RootCaUrl, ct));
        var endpoint = await iot.DescribeEndpointAsync(new DescribeEndpointRequest { EndpointType = "iot:Data-ATS" }, ct);
        say($"It connects to {endpoint.EndpointAddress}.");
        return endpoint.EndpointAddress;
    }

    private async Task CreateThingAsync(ProvisionRequest request, CancellationToken ct)
    {
        try
        {
            await iot.CreateThingAsync(new CreateThingRequest { ThingName = request.Printer, ThingTypeName = Names.ThingType(request.Env) }, ct);
        }
        catch (ResourceAlreadyExistsException)
        {
            throw new ProvisionException($"There is a thing \"{request.Printer}\" already, and it is no printer of {request.Env}: choose another name.");
        }
        await iot.AddThingToThingGroupAsync(new AddThingToThingGroupRequest { ThingName = request.Printer, ThingGroupName = Names.ThingGroup(request.Env) }, ct);
        say($"The thing {request.Printer} is a {Names.ThingType(request.Env)}.");
    }

    /// <returns>The ARN, of the certificate that an earlier run got, if it did.</returns>
    private async Task<string> CertificateAsync(ProvisionRequest request, CancellationToken ct)
    {
        if (files.Has(Certificate) && files.Has(Key) && files.Read(CertificateArn) is { } earlier) return earlier.Trim();
        using var key = OwnKey();
        var csr = new CertificateRequest($"CN={request.Printer}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var issued = await iot.CreateCertificateFromCsrAsync(new CreateCertificateFromCsrRequest { CertificateSigningRequest = csr, SetAsActive = true }, ct);
        files.Write(CertificateArn, issued.CertificateArn + "\n");
        files.Write(Certificate, issued.CertificatePem);
        say($"The key was made here; its certificate is {issued.CertificateId}.");
        return issued.CertificateArn;
    }

    private ECDsa OwnKey()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (files.Read(Key) is { } pem) key.ImportFromPem(pem);
        else files.Write(Key, key.ExportPkcs8PrivateKeyPem() + "\n");
        return key;
    }

    private async Task<string> RootAsync(Uri url, CancellationToken ct)
    {
        var pem = await http.GetStringAsync(url, ct);
        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return roots.Count > 0 ? pem : throw new ProvisionException($"{url} holds no certificate in PEM form.");
    }
}

/// <summary>Why the device could not be provisioned, in a sentence for a person.</summary>
internal sealed class ProvisionException(string message) : Exception(message);
