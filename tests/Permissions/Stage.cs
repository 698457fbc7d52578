using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Local;
using Pennant.Local.Iam;
using Pennant.Tests.Journeys;

namespace Pennant.Tests.Permissions;

/// <summary>A running product and what scenarios do with it.</summary>
/// <param name="isDenied">Whether the permission that was taken away has been missed yet.</param>
/// <param name="patience">How long after that, before what it was for counts as not done.</param>
internal sealed class Stage(RunningProduct running, Owner owner, Func<bool> isDenied, TimeSpan patience)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25), Limit = TimeSpan.FromMinutes(1);

    public Owner Owner => owner;

    public Product Product => running.Product;

    public string Bucket => Product.Guard.Authority.Template.Of("AWS::S3::Bucket").Single(bucket => bucket.LogicalId.Contains("DeadLetters", StringComparison.Ordinal)).Arn;

    /// <exception cref="InvalidOperationException">It never came true.</exception>
    public async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        for (long? denied = null; !await holds(); await Task.Delay(Pause))
        {
            if (denied is null && isDenied()) denied = Stopwatch.GetTimestamp();
            if (limit.IsCancellationRequested || (denied is { } since && Stopwatch.GetElapsedTime(since) > patience)) throw new InvalidOperationException($"never came true: {what}");
        }
    }

    public Task UntilAsync(string what, Func<bool> holds) => UntilAsync(what, () => Task.FromResult(holds()));

    public Task UntilItemAsync(string id, string what, Func<JsonObject, bool> holds) => UntilAsync($"{id} {what}", async () => await owner.ItemAsync(id) is { } item && holds(item));

    /// <returns>Its id, as soon as it is with the broker and its workflow waits.</returns>
    public async Task<string> DispatchedAsync(string printer)
    {
        var id = await SendAsync(printer);
        await UntilItemAsync(id, "is dispatched", item => item.ContainsKey(Fields.TaskToken));
        return id;
    }

    public async Task<string> SendAsync(string printer)
    {
        using var answer = await ApiAsync(HttpMethod.Post, "messages", new JsonObject { ["text"] = "hello", ["printer"] = printer });
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!.ToString();
    }

    /// <exception cref="InvalidOperationException">The API failed.</exception>
    public async Task<HttpResponseMessage> ApiAsync(HttpMethod method, string path, JsonNode? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Add("Accept", path == "preview" ? "image/png" : "application/json");
        var answer = await running.Api.Http.SendAsync(request);
        return (int)answer.StatusCode < 500 ? answer : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>The printer says something of a message's first attempt.</summary>
    public Task AcknowledgeAsync(string printer, string id, string state, string? code = null)
    {
        var ack = new JsonObject { ["id"] = id, ["attempt"] = 1, ["state"] = state, ["at"] = Times.ToText(TimeProvider.System.GetUtcNow()) };
        if (code is not null) ack["code"] = code;
        return owner.InvokeAsync("Acknowledge", new JsonObject
        {
            ["thing"] = printer, ["client"] = printer, ["principal"] = "p", ["received_at"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            ["body"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(ack.ToJsonString())),
        });
    }

    public Task ConnectAsync(string printer) => owner.InvokeAsync("Presence", new JsonObject
    {
        ["clientId"] = printer, ["timestamp"] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), ["eventType"] = "connected", ["sessionIdentifier"] = Guid.NewGuid().ToString(), ["versionNumber"] = 1,
    });

    /// <summary>The lines of a function's log, or of <c>traces</c>.</summary>
    public IReadOnlyList<string> Log(string name) => Lines(Path.Combine("lambda", "logs", name + ".log"));

    public static string LogOf(string verb) => Names.Function(verb, "dev");

    public IReadOnlyList<string> Notices => Lines(Path.Combine("sns", "notices.log"));

    public bool IsDeadLetter(string marker) => Directory.Exists(Path.Combine(running.Data, "s3"))
        && Directory.GetFiles(Path.Combine(running.Data, "s3"), "*", SearchOption.AllDirectories).Any(file => file.Contains(marker, StringComparison.Ordinal) || File.ReadAllText(file).Contains(marker, StringComparison.Ordinal));

    public int DeadLetters(string folder) => Directory.Exists(Path.Combine(running.Data, "s3"))
        ? Directory.GetFiles(Path.Combine(running.Data, "s3"), "*", SearchOption.AllDirectories).Count(file => file.Contains(folder, StringComparison.Ordinal)) : 0;

    /// <summary>A rule's function does not let it in any more, until this is disposed.</summary>
    public IDisposable WithoutPermission(string holder) => Product.Guard.Authority.TakeAway(Product.Guard.Authority.Grants.Single(grant => grant.Holder.Contains(holder, StringComparison.Ordinal)));

    private string[] Lines(string path)
    {
        var file = Path.Combine(running.Data, path);
        if (!File.Exists(file)) return [];
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd().Split('\n');
    }
}

/// <param name="Name">A sentence.</param>
/// <param name="RunAsync">Ends when everything has happened that the sentence says; throws when it has not.</param>
internal sealed record Scenario(string Name, Func<Stage, Task> RunAsync)
{
    /// <summary>Which permissions it is made for: for these it is tried first.</summary>
    public Func<Grant, bool> Shows { get; init; } = _ => false;
}
