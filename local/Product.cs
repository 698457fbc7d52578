using System.Diagnostics;
using Pennant.Contract;
using Pennant.Local.Cloud;
using Pennant.Local.Device;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Events;
using Pennant.Local.Iot;
using Pennant.Local.Lambda;
using Pennant.Local.Printer;
using Pennant.Local.Services;
using Pennant.Local.Setup;
using Pennant.Local.StepFunctions;
using Pennant.Local.Web;

namespace Pennant.Local;

/// <summary>The whole product on one machine, started in order and stopped in reverse.</summary>
internal sealed class Product : IAsyncDisposable
{
    private const string RootCaPath = "/root-ca.pem";
    private static readonly TimeSpan PrinterPatience = TimeSpan.FromSeconds(10);
    private readonly Stack<IAsyncDisposable> started = new();
    private readonly ILogger log;

    private Product(ILogger<Product> log) => this.log = log;

    /// <summary>Where the pages are.</summary>
    public Uri Web { get; private set; } = null!;

    /// <summary>For <c>AWS_ENDPOINT_URL</c>.</summary>
    public Uri Aws { get; private set; } = null!;

    public int MqttPort { get; private set; }

    /// <summary>Who may do what.</summary>
    public Guard Guard { get; private set; } = null!;

    public LambdaHost Functions { get; private set; } = null!;

    public Schedules Schedules { get; private set; } = null!;

    /// <summary>Null without a printer.</summary>
    public VirtualPi? Pi { get; private set; }

    /// <summary>Null without a printer.</summary>
    public VirtualPrinter? Printer { get; private set; }

    /// <exception cref="SetupException">Something on this machine keeps it from starting.</exception>
    public static async Task<Product> StartAsync(LocalOptions options, DataFolder data, BuiltProduct built, ILoggerFactory logs, CancellationToken cancellation)
    {
        var product = new Product(logs.CreateLogger<Product>());
        try
        {
            await product.RunAsync(options, data, built, logs, cancellation);
            return product;
        }
        catch (Exception error)
        {
            await product.DisposeAsync();
            if (StartProblem.Of(error, data.Root) is { } problem) throw new SetupException(problem);
            throw;
        }
    }

    /// <summary>Stops every part, also when one of them cannot end as it should.</summary>
    public async ValueTask DisposeAsync()
    {
        while (started.TryPop(out var part))
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception error)
            {
                log.LogError(error, "{Part} did not stop as it should", part.GetType().Name);
            }
        }
    }

    private async Task RunAsync(LocalOptions options, DataFolder data, BuiltProduct built, ILoggerFactory logs, CancellationToken cancellation)
    {
        var time = TimeProvider.System;
        var template = CloudTemplate.Load(built.CdkOut);

        Guard = new Guard(template, time);
        Guard.Authority.Decided += decision => { if (!decision.IsAllowed) log.LogWarning("{Refusal}", decision.Message); };
        var endpoint = Started(new AwsEndpoint(Guard, logs));
        await endpoint.StartAsync(options.AwsPort, cancellation);
        Aws = endpoint.Address;

        var tables = Started(new DynamoService(template, new DynamoSettings(built.LocalFolder, data.Folder("dynamodb"), options.DynamoDb), time, logs));
        await tables.StartAsync(cancellation);

        var (notices, objects) = (new SnsService(template, data.Folder("sns"), time), new S3Service(template, data.Folder("s3")));
        var functions = Functions = Started(new LambdaHost(template, new LambdaSettings(data.Folder("lambda"), Aws, new Assets(built.CdkOut).CodeOf, Guard, [objects, notices]), tables, time, logs));
        var workflows = Started(new StepFunctionsService(template, data.Folder("workflows"), functions, [tables, notices, objects], Guard, time, logs));
        var iot = Started(new IotCore(template, data.Folder("iot"), options.MqttPort, functions, [objects, notices], Guard, time, logs));
        foreach (var service in new IAwsService[] { tables, functions, workflows, notices, objects, new SsmService(template), new StsService() }.Concat(iot.Services)) endpoint.Add(service);
        endpoint.AddOpen(RootCaPath, context => context.Response.WriteAsync(iot.RootCaPem, context.RequestAborted));

        await workflows.StartAsync();
        await iot.StartAsync();
        MqttPort = iot.Port;
        // Last: what an earlier run left in the stream is dispatched at once.
        await functions.StartAsync();
        Schedules = Started(new Schedules(template, functions, Guard, time));
        Schedules.Start();

        if (!options.NoPrinter) await StartPrinterAsync(data, built, logs, cancellation);
        var web = Started(new WebHost(template, functions, Guard, Printer is null ? null : new PaperView(Printer), new WebSettings(options.Port, built.Pages, data.Folder("logs")), time, logs));
        await web.StartAsync(cancellation);
        Web = new Uri($"http://localhost:{web.Port}");
        if (Pi is not null) await AwaitPrinterAsync(Pi.Name, cancellation);
    }

    /// <summary>Whoever opens the page at once should find the printer on line. If it takes longer than that, the page says so itself.</summary>
    private async Task AwaitPrinterAsync(string printer, CancellationToken cancellation)
    {
        using var http = new HttpClient { BaseAddress = Web };
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < PrinterPatience)
        {
            using var answer = await http.GetAsync($"api/printers/{printer}", cancellation);
            if (answer.IsSuccessStatusCode && await answer.Content.ReadFromJsonAsync(ContractJson.Default.PrinterView, cancellation) is { Connection: "online" }) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
        }
    }

    private async Task StartPrinterAsync(DataFolder data, BuiltProduct built, ILoggerFactory logs, CancellationToken cancellation)
    {
        Printer = Started(new VirtualPrinter(new PrinterSettings(data.Folder("paper")), TimeProvider.System, logs));
        await Printer.StartAsync();
        Pi = Started(new VirtualPi(built.Device, "kitchen", data.Folder("device"), logs.CreateLogger<VirtualPi>()));
        await Pi.ProvisionAsync(Aws, new Uri(Aws, RootCaPath), MqttPort, Printer.Port, cancellation);
        await Pi.StartAsync(cancellation);
    }

    private T Started<T>(T part) where T : IAsyncDisposable
    {
        started.Push(part);
        return part;
    }
}
