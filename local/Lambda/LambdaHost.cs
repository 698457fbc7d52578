using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;

namespace Pennant.Local.Lambda;

/// <summary>Lambda: the template's functions as processes over the real Runtime API, and its event source mappings on the tables' streams.</summary>
internal sealed class LambdaHost : IFunctions, IAwsService, IAsyncDisposable
{
    private static readonly TimeSpan Housekeeping = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, FunctionPool> pools;
    private readonly FunctionLog traces;
    private readonly LambdaStore store;
    private readonly AsyncInvocations queued;
    private readonly Mappings mappings;
    private readonly ITimer housekeeper;
    private readonly LambdaApi api;
    private readonly ILogger log;

    public LambdaHost(CloudTemplate template, LambdaSettings settings, DynamoService tables, TimeProvider time, ILoggerFactory logs)
    {
        traces = new FunctionLog(Path.Combine(settings.Data, "logs", "traces.log"), time);
        pools = template.Of("AWS::Lambda::Function").Where(IsOurs).Select(function => FunctionSettings.Of(function, settings.CodeOf)).ToDictionary(
            function => function.Name,
            function => new FunctionPool(function, new FunctionRole(function, settings.Guard), settings.Endpoint, new FunctionLogs(new FunctionLog(Path.Combine(settings.Data, "logs", function.Name + ".log"), time), traces), time, logs));
        log = logs.CreateLogger<LambdaHost>();
        store = new LambdaStore(Path.Combine(settings.Data, "lambda.db"));
        var failures = new FailureDestinations(settings.Destinations, time, logs.CreateLogger<FailureDestinations>());
        var configured = template.Of("AWS::Lambda::EventInvokeConfig").Select(AsyncSettings.Of).ToDictionary(config => config.Function);
        queued = new AsyncInvocations(pools, configured, store, failures, time, logs.CreateLogger<AsyncInvocations>());
        mappings = new Mappings(template.Of("AWS::Lambda::EventSourceMapping").Select(MappingSettings.Of), Make);
        api = new LambdaApi(this, pools, mappings, new ConfigurationCalls(queued, mappings));
        housekeeper = time.CreateTimer(_ => KeepHouse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        StreamMapping Make(MappingSettings mapping)
        {
            var (pool, log) = (Pool(mapping.Function), logs.CreateLogger<StreamMapping>());
            return new StreamMapping(mapping, new ShardReader(Stream(tables, mapping), pool.Role), pool.Role, new BatchDelivery(mapping, pool, failures, time, settings.RetryAfter, log), store, time, log);
        }
    }

    public IReadOnlyCollection<string> SigningNames => ["lambda"];

    internal AsyncInvocations Queue => queued;

    /// <summary>The other functions serve CloudFormation, when stacks come and go.</summary>
    private static bool IsOurs(CloudResource function) => function.Properties["Runtime"]?.ToString().StartsWith("provided", StringComparison.Ordinal) != false;

    /// <summary>Starts one process of each function, what an earlier run left queued, and the mappings. Ends when each process is ready or has failed to be.</summary>
    public async Task StartAsync()
    {
        await Task.WhenAll(pools.Values.Select(pool => pool.WarmAsync()));
        queued.Start();
        mappings.Start();
        housekeeper.Change(Housekeeping, Housekeeping);
    }

    public async Task<FunctionResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        Check(payload);
        return await Pool(function).InvokeAsync(payload, cancellation);
    }

    public void Enqueue(string function, ReadOnlyMemory<byte> payload)
    {
        Check(payload);
        queued.Add(Pool(function).Function.Name, payload);
    }

    public Task HandleAsync(HttpContext context) => api.HandleAsync(context);

    /// <summary>The names of the calls that <see cref="HandleAsync"/> knows.</summary>
    internal IEnumerable<string> Offered => api.Offered;

    public async ValueTask DisposeAsync()
    {
        await housekeeper.DisposeAsync();
        await mappings.StopAsync();
        queued.Stop();
        await Task.WhenAll(pools.Values.Select(pool => pool.DisposeAsync().AsTask()));
        await mappings.DisposeAsync();
        await queued.DisposeAsync();
        store.Dispose();
        traces.Dispose();
    }

    /// <param name="name">As callers name it.</param>
    internal FunctionPool Pool(string name) => pools.TryGetValue(FunctionName.Parse(name).Name, out var pool) ? pool
        : throw new AwsException("ResourceNotFoundException", $"Function not found: {name}", 404);

    private static TableStream Stream(DynamoService tables, MappingSettings mapping) => tables.Stream(mapping.Source)
        ?? throw new InvalidOperationException($"The event source mapping of {mapping.Function} reads {mapping.Source}, which is no stream of the template's tables.");

    private static void Check(ReadOnlyMemory<byte> payload)
    {
        if (payload.Length > Invocation.LargestPayload)
            throw new AwsException("RequestTooLargeException", $"Request must be smaller than {Invocation.LargestPayload} bytes for the InvokeFunction operation", 413);
    }

    private void KeepHouse()
    {
        try
        {
            foreach (var pool in pools.Values) pool.StopIdle();
            foreach (var group in mappings.All.GroupBy(mapping => mapping.Stream.Arn)) group.First().Stream.Trim(group.Min(mapping => mapping.Handled));
        }
        catch (Exception error)
        {
            log.LogError(error, "Idle processes and old stream records are looked at again in a minute");
        }
    }
}

/// <param name="Data">Where queued events, checkpoints and <c>logs/</c> are kept.</param>
/// <param name="Endpoint">The AWS endpoint that the functions are told of.</param>
/// <param name="CodeOf">The folder with a function's <c>bootstrap</c>.</param>
/// <param name="Guard">Gives the functions their credentials.</param>
/// <param name="Destinations">The services that failure destinations may name: <c>s3</c>, <c>sns</c>, ….</param>
internal sealed record LambdaSettings(string Data, Uri Endpoint, Func<CloudResource, string> CodeOf, Guard Guard, IReadOnlyCollection<IAwsActions> Destinations)
{
    /// <summary>The first pause of a mapping after a failed batch; it doubles up to a minute.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(200);
}
