using Pennant.Local.Endpoint;

namespace Pennant.Local.Lambda;

/// <summary>The event source mappings as they are now.</summary>
/// <param name="make">A mapping with these settings, not started yet.</param>
internal sealed class Mappings(IEnumerable<MappingSettings> found, Func<MappingSettings, StreamMapping> make) : IAsyncDisposable
{
    private readonly List<StreamMapping> mappings = [.. found.Select(make)];
    private readonly SemaphoreSlim gate = new(1);

    public IReadOnlyList<StreamMapping> All => [.. mappings];

    /// <exception cref="AwsException">A function may not do what its mapping needs.</exception>
    public void Start()
    {
        foreach (var mapping in mappings.Where(mapping => mapping.Settings.IsEnabled)) mapping.Start();
    }

    /// <summary>What is at the function is ended first; the mapping goes on with the record after it.</summary>
    /// <exception cref="AwsException">There is no such mapping, or its function may not do what it needs.</exception>
    public async Task<MappingSettings> ChangeAsync(string id, Func<MappingSettings, MappingSettings> change)
    {
        await gate.WaitAsync();
        try
        {
            var at = mappings.FindIndex(mapping => mapping.Settings.Id == id);
            if (at < 0) throw new AwsException("ResourceNotFoundException", "The resource you requested does not exist.", 404);
            var next = make(change(mappings[at].Settings));
            if (next.Settings.IsEnabled) next.Check();
            await mappings[at].DisposeAsync();
            mappings[at] = next;
            if (next.Settings.IsEnabled) next.Start();
            return next.Settings;
        }
        finally
        {
            gate.Release();
        }
    }

    public Task StopAsync() => Task.WhenAll(mappings.Select(mapping => mapping.StopAsync()));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(mappings.Select(mapping => mapping.DisposeAsync().AsTask()));
        gate.Dispose();
    }
}
