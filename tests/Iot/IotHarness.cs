using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Endpoint;
using Pennant.Local.Iot;
using Xunit;

namespace Pennant.Tests.Iot;

/// <summary>A whole IoT Core on free ports, with its two HTTP services behind one Kestrel as the local endpoint has them.</summary>
internal sealed class IotHarness : IAsyncDisposable
{
    private readonly TempDirectory? owned;
    private readonly WebApplication web;
    private readonly HttpClient http = new();

    private IotHarness(IotCore core, WebApplication web, TempDirectory? owned)
    {
        Core = core;
        this.web = web;
        this.owned = owned;
        http.BaseAddress = new Uri(web.Urls.First());
    }

    public IotCore Core { get; }

    public RecordingFunctions Functions { get; private init; } = null!;

    public RecordingService S3 { get; private init; } = null!;

    public string Url => http.BaseAddress!.ToString();

    public static async Task<IotHarness> StartAsync(CloudTemplate? template = null, TimeProvider? time = null, IotLimits? limits = null, string? directory = null, int port = 0)
    {
        var owned = directory is null ? new TempDirectory() : null;
        var (functions, s3) = (new RecordingFunctions(), new RecordingService("s3"));
        var core = new IotCore(template ?? TestTemplate.Golden(), directory ?? owned!.Path, port, functions, [s3], new Guard(template ?? TestTemplate.Golden(), TimeProvider.System), time ?? TimeProvider.System, NullLoggerFactory.Instance, limits ?? new IotLimits { ConnectInterval = TimeSpan.Zero, ShadowRequestsPerSecond = 1000 });
        await core.StartAsync();
        return new IotHarness(core, await ServeAsync(core.Services), owned) { Functions = functions, S3 = s3 };
    }

    /// <summary>What <c>pennant-device provision</c> does, over HTTP.</summary>
    public async Task<Device> ProvisionAsync(string thing, string policy = TestTemplate.PolicyName, bool attachThing = true)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var csr = new CertificateRequest($"CN={thing}", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        await CallAsync("iot", HttpMethod.Post, $"/things/{thing}", new JsonObject());
        var certificate = await CallAsync("iot", HttpMethod.Post, "/certificates?setAsActive=true", new JsonObject { ["certificateSigningRequest"] = csr });
        var arn = certificate["certificateArn"]!.GetValue<string>();
        await CallAsync("iot", HttpMethod.Put, $"/target-policies/{policy}", new JsonObject { ["target"] = arn });
        if (attachThing) await CallAsync("iot", HttpMethod.Put, $"/things/{thing}/principals", null, ("x-amzn-principal", arn));
        using var bare = X509Certificate2.CreateFromPem(certificate["certificatePem"]!.GetValue<string>());
        return new Device(this, thing, certificate["certificateId"]!.GetValue<string>(), bare.CopyWithPrivateKey(key));
    }

    public async Task<JsonObject> CallAsync(string service, HttpMethod method, string path, JsonNode? body, params (string Name, string Value)[] headers)
    {
        using var answer = await SendAsync(service, method, path, body?.ToJsonString(), headers);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {(int)answer.StatusCode} {text}");
        return text.Length == 0 ? [] : (JsonObject)JsonNode.Parse(text)!;
    }

    public async Task<HttpResponseMessage> SendAsync(string service, HttpMethod method, string path, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("AWS4-HMAC-SHA256", $"Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await http.SendAsync(request);
    }

    public Task<JsonObject> PublishAsync(string topic, string payload, int qos = 1) => CallAsync("iotdata", HttpMethod.Post, $"/topics/{Uri.EscapeDataString(topic)}?qos={qos}", JsonNode.Parse(payload));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await web.DisposeAsync();
        await Core.DisposeAsync();
        owned?.Dispose();
    }

    private static async Task<WebApplication> ServeAsync(IReadOnlyList<IAwsService> services)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        web.Run(context =>
        {
            var name = context.Request.Headers.Authorization.ToString().Split('/').ElementAtOrDefault(3) ?? "";
            return services.First(service => service.SigningNames.Contains(name)).HandleAsync(context);
        });
        await web.StartAsync();
        return web;
    }
}

internal sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pennant-iot-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
