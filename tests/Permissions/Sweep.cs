using System.Collections.Concurrent;
using System.Diagnostics;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Permissions;

/// <summary>One running product, every scenario once with all permissions, and which permissions each of them used.</summary>
public sealed class Sweep : IAsyncLifetime, IDisposable
{
    /// <summary>What is not needed has come by then, or by twice as long as it takes with every permission.</summary>
    private static readonly TimeSpan LeastPatience = TimeSpan.FromMilliseconds(500);

    /// <summary>A scenario can fail for another reason, such as a process that was just replaced.</summary>
    private const int Tries = 3;

    private readonly string data = Directory.CreateTempSubdirectory("pennant-sweep-").FullName;
    private readonly ConcurrentDictionary<Grant, ConcurrentDictionary<string, bool>> used = new();
    private readonly ConcurrentQueue<Decision> refused = new();
    private RunningProduct running = null!;
    private Owner owner = null!;
    private volatile Grant? missing;

    internal Authority Authority => running.Product.Guard.Authority;

    internal CloudTemplate Template => Authority.Template;

    /// <summary>In order of how long they take.</summary>
    internal IReadOnlyList<(Scenario Scenario, IReadOnlySet<Grant> Used, TimeSpan Took)> Scenarios { get; private set; } = [];

    /// <summary>All that roles in use and the policies of functions, buckets, topics and logs give.</summary>
    internal IReadOnlyList<Grant> Grants => Authority.Grants;

    /// <summary>The resources on which a grant was used.</summary>
    internal IReadOnlyCollection<string> ResourcesOf(Grant grant) => used.TryGetValue(grant, out var resources) ? [.. resources.Keys] : [];

    public async Task InitializeAsync()
    {
        running = await RunningProduct.StartAsync(data);
        owner = new Owner(running.Product.Aws);
        Authority.Decided += Note;
        // A record that fails is given up at once, so that none stands in the way of the next scenario.
        await owner.ChangeMappingAsync(new() { ["MaximumRetryAttempts"] = 0 });
        var timed = new List<(Scenario Scenario, IReadOnlySet<Grant> Used, TimeSpan Took)>();
        foreach (var scenario in MessageScenarios.All.Concat(ServiceScenarios.Of(Template)))
        {
            var started = Stopwatch.GetTimestamp();
            timed.Add((scenario, await WatchAsync(scenario), Stopwatch.GetElapsedTime(started)));
        }
        Scenarios = [.. timed.OrderBy(one => one.Took)];
        Assert.Empty(running.Refused);
    }

    public void Dispose() => owner?.Dispose();

    public async Task DisposeAsync()
    {
        if (running is not null) await running.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }

    /// <summary>Runs a scenario without one permission.</summary>
    /// <param name="took">How long the scenario takes with every permission.</param>
    /// <returns>True when the scenario failed and the permission was missed; false when it came to its end.</returns>
    /// <exception cref="InvalidOperationException">It failed again and again, and not for this.</exception>
    internal async Task<bool> FailsWithoutAsync(Grant grant, Scenario scenario, TimeSpan took)
    {
        var patience = took * 2 > LeastPatience ? took * 2 : LeastPatience;
        for (var left = Tries; ; left--)
        {
            refused.Clear();
            using var without = Authority.TakeAway(grant);
            missing = grant;
            try
            {
                await scenario.RunAsync(new Stage(running, owner, IsMissed, patience));
                return false;
            }
            catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException or KeyNotFoundException)
            {
                if (IsMissed()) return true;
                if (left == 1) throw new InvalidOperationException($"{scenario.Name} failed without {grant}, and not because of it: {failure.Message}", failure);
            }
            finally
            {
                missing = null;
            }
        }
    }

    private bool IsMissed() => missing is { } grant && refused.Any(refusal => refusal.Missed.Contains(grant));

    private async Task<IReadOnlySet<Grant>> WatchAsync(Scenario scenario)
    {
        var seen = new ConcurrentDictionary<Grant, bool>();
        void See(Decision decision)
        {
            foreach (var grant in decision.By) seen[grant] = true;
        }
        Authority.Decided += See;
        try
        {
            await scenario.RunAsync(new Stage(running, owner, () => false, TimeSpan.MaxValue));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"With every permission: {scenario.Name}: {failure.Message} Refused: {string.Join(' ', refused.Select(refusal => refusal.Message).Distinct())}", failure);
        }
        finally
        {
            Authority.Decided -= See;
        }
        return seen.Keys.ToHashSet();
    }

    private void Note(Decision decision)
    {
        if (!decision.IsAllowed) refused.Enqueue(decision);
        foreach (var grant in decision.By) used.GetOrAdd(grant, _ => new())[decision.Request.Resource] = true;
    }
}
