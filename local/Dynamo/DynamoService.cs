using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;

namespace Pennant.Local.Dynamo;

/// <summary>DynamoDB: the template's tables in a table engine, of which this is the only writer, with the streams and the time to live that the engine lacks.</summary>
internal sealed class DynamoService : IAwsService, IAwsActions, IAsyncDisposable
{
    private static readonly HashSet<string> Reads = ["GetItem", "BatchGetItem", "Query", "Scan", "ListTables"];
    private static readonly HashSet<string> Writes = ["PutItem", "UpdateItem", "DeleteItem"];

    private readonly DynaliteProcess? process;
    private readonly TableEngine engine;
    private readonly StreamLog log;
    private readonly TableWriter writer;
    private readonly ExpiredItems expired;
    private readonly Dictionary<string, TableSchema> tables;
    private readonly Dictionary<string, TableStream> streams;

    public DynamoService(CloudTemplate template, DynamoSettings settings, TimeProvider time, ILoggerFactory logs)
    {
        var logger = logs.CreateLogger<DynamoService>();
        if (settings.Server is null) process = new DynaliteProcess(settings.Folder, Path.Combine(settings.Data, "tables"), logger);
        engine = new TableEngine(cancellation => process?.AddressAsync(cancellation) ?? Task.FromResult(settings.Server!));
        log = new StreamLog(Path.Combine(settings.Data, "streams.db"), time);
        tables = template.Of("AWS::DynamoDB::Table").Select(TableSchema.Of).ToDictionary(table => table.Name);
        streams = tables.Values.Where(table => table.StreamView is not null).ToDictionary(table => table.Name, table => new TableStream(log, table));
        writer = new TableWriter(engine, log, streams.GetValueOrDefault, logger);
        expired = new ExpiredItems(engine, writer, tables.Values, time, logger);
    }

    public IReadOnlyCollection<string> SigningNames => ["dynamodb"];

    public string Service => "dynamodb";

    /// <summary>dynalite's process; null with another server.</summary>
    public int? EngineProcessId => process?.ProcessId;

    public StreamLog Log => log;

    /// <summary>The stream of a table; null for an ARN that is none of ours.</summary>
    public TableStream? Stream(string arn) => streams.Values.FirstOrDefault(stream => stream.Arn == arn);

    /// <summary>Starts the engine, makes missing tables and finishes writes that a killed run left half made.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        if (process is not null) await process.StartAsync(cancellation);
        foreach (var table in tables.Values) await TableMaker.EnsureAsync(engine, table, cancellation);
        foreach (var write in log.Unfinished())
            if (tables.TryGetValue(write.Table, out var table)) await writer.FinishUnknownAsync(table, write);
        expired.Start();
    }

    public async Task HandleAsync(HttpContext context)
    {
        var action = AwsJson.Action(context.Request);
        var body = await AwsJson.ReadAsync(context.Request);
        if (action is "Query" or "Scan") CheckRead(AwsJson.Parse(body));
        if (Reads.Contains(action)) await ForwardAsync(context, action, body);
        else await AwsJson.WriteAsync(context, await CallAsync(action, AwsJson.Parse(body), context.RequestAborted));
    }

    public async Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation)
    {
        try
        {
            if (Writes.Contains(action) && tables.TryGetValue(TableOf(input), out var table)) return await writer.WriteAsync(table, action, (JsonObject)input.DeepClone(), cancellation);
            if (action == "BatchWriteItem") return await new BatchWrite(tables, writer).RunAsync(input, cancellation);
            if (action is "Query" or "Scan") CheckRead(input);
            if (TableDescriptions.Answer(action, tables.GetValueOrDefault(TableOf(input))) is { } described) return described;
            if (action.Contains("Transact", StringComparison.Ordinal)) throw new AwsException("ValidationException", $"{action}: the local product has no transactions. Use conditional writes.");
            if (action != "DescribeTable" && !Reads.Contains(action) && !Writes.Contains(action)) throw new AwsException("UnknownOperationException", $"The local DynamoDB does not do {action}; tables come from the template.");
            var answer = JsonObject.Create(await engine.CallAsync(action, JsonSerializer.SerializeToUtf8Bytes(input), cancellation))!;
            return action == "DescribeTable" && tables.TryGetValue(TableOf(input), out var schema) ? TableDescriptions.Describe(schema, answer) : answer;
        }
        catch (EngineLostException)
        {
            throw EngineLostException.ForCaller();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await expired.DisposeAsync();
        if (process is not null) await process.DisposeAsync();
        engine.Dispose();
        log.Dispose();
    }

    private void CheckRead(JsonObject input)
    {
        if (tables.TryGetValue(TableOf(input), out var table)) IndexReads.Check(table, input);
    }

    private async Task ForwardAsync(HttpContext context, string action, ReadOnlyMemory<byte> body)
    {
        try
        {
            var (status, answer) = await engine.SendAsync(action, body, context.RequestAborted);
            context.Response.StatusCode = (int)status;
            await AwsJson.WriteAsync(context, answer);
        }
        catch (EngineLostException)
        {
            throw EngineLostException.ForCaller();
        }
    }

    /// <summary>A table may be named by its ARN.</summary>
    private static string TableOf(JsonObject input)
    {
        var name = (input["TableName"] ?? input["ResourceArn"])?.ToString() ?? "";
        return name[(name.LastIndexOf('/') + 1)..];
    }
}

/// <param name="Folder">The folder with <c>Dynamo/dynalite.cjs</c> and <c>node_modules</c>.</param>
/// <param name="Data">Where tables and streams are kept.</param>
/// <param name="Server">Another DynamoDB-compatible server to use instead of dynalite; nobody else may write to it.</param>
internal sealed record DynamoSettings(string Folder, string Data, Uri? Server = null);
