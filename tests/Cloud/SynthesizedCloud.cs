using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>The cloud of both environments, synthesized once for all tests that read it.</summary>
public sealed class SynthesizedCloud : IAsyncLifetime
{
    public const string Name = "The synthesized cloud";

    public const string ZoneId = "Z0123456789ABCDEFGHIJ";

    /// <summary>The one setting that names an account and a region.</summary>
    public const string Connection = "arn:aws:codeconnections:us-east-1:111122223333:connection/01234567-89ab-cdef-0123-456789abcdef";
    private readonly Lazy<Task<Synthesis>> wholeDev = new(() => Synthesis.RunAsync(Whole("dev", ("approval", "no"), ("arch", "arm64"))));
    private readonly Lazy<Task<Synthesis>> bareProd = new(() => Synthesis.RunAsync(new Dictionary<string, string> { ["env"] = "prod" }));
    private readonly Lazy<Task<Synthesis>> connectedProd = new(() => Synthesis.RunAsync(Connected()));

    /// <summary>With nothing set.</summary>
    internal Synthesis Dev { get; private set; } = null!;

    /// <summary>With everything set; the zone is created.</summary>
    internal Synthesis Prod { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var both = await Task.WhenAll(Synthesis.RunAsync(), Synthesis.RunAsync(Whole("prod")));
        (Dev, Prod) = (both[0], both[1]);
        Assert.All(both, IsMade);
    }

    /// <summary>Both environments, each with every setting on and with none, and prod without a pipeline: made when a test first asks for them.</summary>
    internal async Task<Synthesis[]> AllAsync() => [Dev, Prod, .. await Task.WhenAll(WholeDevAsync(), BareProdAsync(), ConnectedProdAsync())];

    /// <summary>With everything set; the zone is created, for ARM, without an approval.</summary>
    internal Task<Synthesis> WholeDevAsync() => MadeAsync(wholeDev);

    /// <summary>Prod with nothing set.</summary>
    internal Task<Synthesis> BareProdAsync() => MadeAsync(bareProd);

    /// <summary>Its pages are built by Amplify from the repository, because there is no pipeline; its zone was there before.</summary>
    internal Task<Synthesis> ConnectedProdAsync() => MadeAsync(connectedProd);

    public async Task DisposeAsync()
    {
        Dev.Dispose();
        Prod.Dispose();
        foreach (var other in new[] { wholeDev, bareProd, connectedProd })
            if (other.IsValueCreated) (await other.Value).Dispose();
    }

    /// <summary>Every setting that an environment can have.</summary>
    internal static Dictionary<string, string> Whole(string env, params (string Name, string Value)[] more) => new(
        [
            new("env", env), new("owner", "ada@pennant.example"), new("domain", "pennant.example"), new("github", "ada/pennant"),
            new("connection", Connection),
            new("alarms", "alarms@pennant.example"), new("budget", "25"), new("api-keys", "yes"), new("health-check", "yes"),
            .. more.Select(one => KeyValuePair.Create(one.Name, one.Value)),
        ]);

    /// <summary>What a command of docs/deploy.md may set besides for one environment, without a pipeline.</summary>
    internal static Dictionary<string, string> Connected() => new()
    {
        ["env"] = "prod", ["owner"] = "ada@pennant.example", ["cost-center"] = "42", ["domain"] = "pennant.example", ["zone-id"] = ZoneId, ["github"] = "ada/pennant",
        ["alarms"] = "alarms@pennant.example", ["budget"] = "25", ["api-keys"] = "yes",
    };

    private static async Task<Synthesis> MadeAsync(Lazy<Task<Synthesis>> lazy)
    {
        var made = await lazy.Value;
        IsMade(made);
        return made;
    }

    private static void IsMade(Synthesis made) => Assert.True(made.ExitCode == 0, made.Errors);
}

[CollectionDefinition(SynthesizedCloud.Name)]
public sealed class SynthesizedCloudTests : ICollectionFixture<SynthesizedCloud>;
