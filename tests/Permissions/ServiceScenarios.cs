using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Permissions;

/// <summary>What AWS's services do for functions and rules, in their names.</summary>
internal static class ServiceScenarios
{
    /// <summary>From the template, so that a function or a route that is new has its scenarios.</summary>
    public static IEnumerable<Scenario> Of(CloudTemplate template) =>
    [
        .. template.Of("AWS::Lambda::Function").Where(function => function.Properties["Runtime"]!.ToString() == "provided.al2023").Select(function => Logged(function.Name)),
        .. template.Of("AWS::Lambda::Permission").Where(permission => permission.Properties["Principal"]!.ToString() == "apigateway.amazonaws.com").Select(Routed),
        .. template.Of("AWS::Lambda::EventInvokeConfig").Select(config => GivenUp(config.Properties["FunctionName"]!.ToString())),
        new("Lambda finds the stream that Dispatch follows", stage => stage.Owner.ChangeMappingAsync(new JsonObject { ["Enabled"] = true })),
        new("a record that Dispatch cannot read is kept", async stage =>
        {
            var id = Guid.NewGuid().ToString("N");
            var broken = Owner.Text("id", id);
            broken["status"] = new JsonObject { ["S"] = "QUEUED" };
            await stage.Owner.PutItemAsync(broken);
            await stage.UntilAsync("a dead letter", () => stage.IsDeadLetter(id));
        }),
        new("an ack comes to Acknowledge", async stage =>
        {
            var printer = await AckAsync(stage);
            await stage.UntilAsync("the function's line", () => stage.Log(Stage.LogOf("Acknowledge")).Any(line => line.Contains(printer, StringComparison.Ordinal)));
        }),
        new("an ack that cannot be passed on is kept", async stage =>
        {
            using var without = stage.WithoutPermission("AckRulePermission");
            var printer = await AckAsync(stage);
            await stage.UntilAsync("a dead letter", () => stage.IsDeadLetter($"pennant/{printer}/acks"));
        }),
        new("a connection comes to Presence", async stage =>
        {
            int Lines() => stage.Log(Stage.LogOf("Presence")).Count(line => line.Contains("kitchen", StringComparison.Ordinal));
            var before = Lines();
            await ReconnectAsync(stage);
            await stage.UntilAsync("the function's line", () => Lines() > before);
        }),
        new("a connection that cannot be passed on is kept", async stage =>
        {
            using var without = stage.WithoutPermission("PresenceRulePermission");
            var before = stage.DeadLetters("errors/presence");
            await ReconnectAsync(stage);
            await stage.UntilAsync("a dead letter", () => stage.DeadLetters("errors/presence") > before);
        }),
        new("Watch is called in time", async stage =>
        {
            int Lines() => stage.Log(Stage.LogOf("Watch")).Count(line => line.Contains("watched", StringComparison.Ordinal));
            var before = Lines();
            stage.Product.Schedules.RingAll();
            await stage.UntilAsync("the function's line", () => Lines() > before);
        }),
    ];

    private static async Task<string> AckAsync(Stage stage)
    {
        var printer = Guid.NewGuid().ToString("N");
        await stage.Owner.PublishAsync($"pennant/{printer}/acks", new JsonObject { ["id"] = "none" });
        return printer;
    }

    private static async Task ReconnectAsync(Stage stage)
    {
        await stage.Product.Pi!.StopAsync(powerCut: true);
        await stage.Product.Pi.StartAsync(CancellationToken.None);
    }

    /// <summary>A fresh process makes its log stream when it writes its first line, which is its last here; its traces are sent.</summary>
    private static Scenario Logged(string function) => new($"{function} leaves lines and traces", async stage =>
    {
        var pool = stage.Product.Functions.Pool(function);
        // What the old ones say at their end is written when they are gone.
        await stage.UntilAsync("no process is left", () =>
        {
            pool.Renew();
            return pool.Count == 0;
        });
        var (streams, traces) = (Streams(), Traces());
        await stage.Product.Functions.InvokeAsync(function, "\"nonsense\""u8.ToArray(), CancellationToken.None);
        await stage.UntilAsync("a segment", () => Traces().Segments > traces.Segments);
        await stage.UntilAsync("a line of a new stream, and the count of segments", () =>
        {
            pool.Renew();
            return Streams().Except(streams).Any() && Traces().Counts > traces.Counts;
        });

        HashSet<string> Streams() => [.. stage.Log(function).Where(line => line.Contains("exit status", StringComparison.Ordinal)).Select(line => line.Split(' ')[1])];
        (int Segments, int Counts) Traces() => (Count("\"trace\""), Count("SegmentsSentCount"));
        int Count(string mark) => stage.Log("traces").Count(line => line.Contains($"\"{function}\"", StringComparison.Ordinal) && line.Contains(mark, StringComparison.Ordinal));
    })
    {
        Shows = grant => grant.Action.StartsWith("logs:", StringComparison.Ordinal) || grant.Action.StartsWith("xray:", StringComparison.Ordinal),
    };

    private static Scenario Routed(CloudResource permission)
    {
        // arn:aws:execute-api:region:account:api/stage/METHOD/path
        var route = permission.Properties["SourceArn"]!.ToString().Split('/', 4);
        var (method, path) = (new HttpMethod(route[2]), route[3].Replace('*', 'x'));
        return new($"the API calls its function for {method} {path}", async stage =>
        {
            using var answer = await stage.ApiAsync(method, path, method == HttpMethod.Post ? new JsonObject { ["text"] = "hello", ["printer"] = "nobody" } : null);
        })
        {
            Shows = grant => grant.Holder == permission.LogicalId,
        };
    }

    private static Scenario GivenUp(string function) => new($"what {function} cannot read is kept", async stage =>
    {
        var (verb, marker) = (function.Split('-')[1], Guid.NewGuid().ToString("N"));
        await stage.Owner.GiveUpAtOnceAsync(verb, stage.Bucket);
        await stage.Owner.EnqueueNonsenseAsync(verb, marker);
        await stage.UntilAsync("a dead letter", () => stage.IsDeadLetter(marker));
    });
}
