using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pennant.Local;
using Pennant.Local.Iam;
using Pennant.Local.Setup;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>One running product for the journeys that can share it: everything real, on free ports and in a folder of its own.</summary>
public sealed class ProductFixture : IAsyncLifetime
{
    private RunningProduct? running;

    internal RunningProduct Running => running!;

    public async Task InitializeAsync() => running = await RunningProduct.StartAsync(Directory.CreateTempSubdirectory("pennant").FullName);

    public async Task DisposeAsync()
    {
        if (running is null) return;
        await running.DisposeAsync();
        Directory.Delete(running.Data, recursive: true);
    }
}

/// <summary>The journeys run one after the other: they share two cores and a printer.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Journeys : ICollectionFixture<ProductFixture>
{
    public const string Name = "journeys";
}

/// <summary>A started product and the API client that speaks to it.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    private static readonly SemaphoreSlim Building = new(1);
    private static BuiltProduct? built;
    private readonly DataFolder folder;
    private readonly ILoggerFactory logs;
    private readonly ConcurrentQueue<Decision> refused = new();

    private RunningProduct(Product product, DataFolder folder, ILoggerFactory logs)
    {
        (Product, this.folder, this.logs) = (product, folder, logs);
        Api = new ApiClient(product.Web);
        product.Guard.Authority.Decided += Note;
    }

    public Product Product { get; }

    /// <summary>What the product was refused though nobody had taken it away: there must be none of it when the product is disposed.</summary>
    public IEnumerable<string> Refused => refused.Select(refusal => refusal.Message).Distinct();

    public ApiClient Api { get; }

    public string Data => folder.Root;

    public static async Task<RunningProduct> StartAsync(string data)
    {
        var programs = await BuildAsync();
        var folder = new DataFolder(data, fresh: false);
        var logs = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        var product = await Product.StartAsync(new LocalOptions { Port = 0, AwsPort = 0, MqttPort = 0, Data = data }, folder, programs, logs, CancellationToken.None);
        return new RunningProduct(product, folder, logs);
    }

    /// <summary>What a fresh clone does at its first start, once for all journeys.</summary>
    public static async Task<BuiltProduct> BuildAsync()
    {
        await Building.WaitAsync();
        try
        {
            await Dynamo.NodeModules.FolderAsync();
            return built ??= await new SetupSteps(Checkout.Repository, Console.WriteLine).RunAsync(CancellationToken.None);
        }
        finally
        {
            Building.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Product.DisposeAsync();
        folder.Dispose();
        logs.Dispose();
        Assert.Empty(Refused);
    }

    /// <summary>The owner may try anything; the product asks for nothing that it is not given.</summary>
    private void Note(Decision decision)
    {
        if (!decision.IsAllowed && decision.Request.Caller != Caller.Owner && decision.Missed.Count == 0) refused.Enqueue(decision);
    }
}
