using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Dynamo;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Lambda;
using Pennant.Local.Services;
using Pennant.Tests.Dynamo;
using Pennant.Tests.Iam;

namespace Pennant.Tests.LambdaHost;

/// <summary>Functions that are a real program on the real Runtime API, the messages table with its stream, and a bucket for what fails.</summary>
internal sealed class LambdaRig(TimeProvider? clock = null) : IAsyncDisposable
{
    public const string Bucket = "dead-letters";
    private const string StreamArn = "arn:aws:dynamodb:us-east-1:000000000000:table/pennant-messages-test/stream/2026-01-01T00:00:00.000";

    private readonly string data = Directory.CreateTempSubdirectory("lambda").FullName;
    private readonly List<CloudResource> resources = [.. DynamoRig.Template.Resources, new("s3", "Bucket", "AWS::S3::Bucket", Bucket, "arn:aws:s3:::" + Bucket, []), TestRole.Resource];
    private readonly TimeProvider time = clock ?? TimeProvider.System;
    private bool isStarted;

    public Local.Lambda.LambdaHost Host { get; private set; } = null!;

    public DynamoService Tables { get; private set; } = null!;

    /// <summary>The lines that the functions wrote, in order.</summary>
    public List<string> Seen => File.Exists(SeenFile) ? [.. File.ReadAllLines(SeenFile)] : [];

    /// <summary>The objects in the bucket.</summary>
    public List<JsonObject> DeadLetters => Directory.Exists(BucketFolder) ? [.. Directory.GetFiles(BucketFolder, "*", SearchOption.AllDirectories).Select(file => JsonNode.Parse(File.ReadAllText(file))!.AsObject())] : [];

    public string BucketFolder => Path.Combine(data, "s3", Bucket);

    public string LogOf(string function) => File.ReadAllText(Path.Combine(data, "logs", function + ".log"));

    /// <summary>Copied, because a checkout need not keep what is executable.</summary>
    private string Code()
    {
        var code = Directory.CreateDirectory(Path.Combine(data, "code")).FullName;
        foreach (var file in new[] { "bootstrap", "bootstrap.mjs" })
        {
            var copy = Path.Combine(code, file);
            File.Copy(Checkout.File($"tests/LambdaHost/{file}"), copy, overwrite: true);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        return code;
    }

    private string SeenFile => Path.Combine(data, "seen");

    /// <summary>Before the start.</summary>
    public LambdaRig With(string function, string? properties = null, string? variables = null)
    {
        var all = JsonNode.Parse(properties ?? "{}")!.AsObject();
        var environment = JsonNode.Parse(variables ?? "{}")!.AsObject();
        environment["SEEN"] = SeenFile;
        all["Environment"] = new JsonObject { ["Variables"] = environment };
        all["Handler"] ??= "Test";
        all["Role"] ??= TestRole.Arn;
        resources.Add(new("fn", function, "AWS::Lambda::Function", function, "arn:aws:lambda:us-east-1:000000000000:function:" + function, all));
        return this;
    }

    /// <summary>Before the start: a mapping of the table's stream on a function.</summary>
    public LambdaRig WithMapping(string function, string properties = "{}")
    {
        var all = JsonNode.Parse(properties)!.AsObject();
        all["FunctionName"] = function;
        all["EventSourceArn"] = StreamArn;
        all["StartingPosition"] ??= "TRIM_HORIZON";
        return With("AWS::Lambda::EventSourceMapping", function + "-mapping", all);
    }

    public LambdaRig With(string type, string name, JsonObject properties)
    {
        resources.Add(new("fn", name, type, name, name, properties));
        return this;
    }

    public async Task<LambdaRig> StartAsync()
    {
        var template = await StartTablesAsync();
        var code = Code();
        var settings = new LambdaSettings(data, new Uri("http://127.0.0.1:1"), _ => code, new Guard(template, time), [new S3Service(template, Path.Combine(data, "s3"))]) { RetryAfter = TimeSpan.FromMilliseconds(1) };
        Host = new Local.Lambda.LambdaHost(template, settings, Tables, time, NullLoggerFactory.Instance);
        await Host.StartAsync();
        isStarted = true;
        return this;
    }

    /// <summary>Ends it as a kill would: nothing is finished first.</summary>
    public async Task StopAsync()
    {
        if (!isStarted) return;
        isStarted = false;
        await Host.DisposeAsync();
        await Tables.DisposeAsync();
    }

    /// <summary>Runs the tables without the functions, so that records pile up.</summary>
    public async Task WhileOffAsync(Func<Task> work)
    {
        await StartTablesAsync();
        await work();
        await Tables.DisposeAsync();
    }

    public async Task<(JsonNode? Payload, string? Error)> InvokeAsync(string function, string payload)
    {
        var result = await Host.InvokeAsync(function, Encoding.UTF8.GetBytes(payload), CancellationToken.None);
        return (JsonNode.Parse(result.Payload.Span), result.Error);
    }

    public Task PutAsync(string id, string? mode = null, string? status = null)
    {
        var item = new JsonObject { ["id"] = Text(id) };
        if (mode is not null) item["mode"] = Text(mode);
        if (status is not null) item["status"] = Text(status);
        return Tables.CallAsync("PutItem", new JsonObject { ["TableName"] = DynamoRig.Table, ["Item"] = item }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(data, recursive: true);
    }

    private async Task<CloudTemplate> StartTablesAsync()
    {
        var template = new CloudTemplate(resources);
        Tables = new DynamoService(template, new DynamoSettings(await NodeModules.FolderAsync(), data), time, NullLoggerFactory.Instance);
        await Tables.StartAsync(CancellationToken.None);
        return template;
    }

    private static JsonObject Text(string text) => new() { ["S"] = text };
}
