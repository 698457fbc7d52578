using System.Collections.Concurrent;
using Amazon.IoT;
using Amazon.IoT.Model;

namespace Pennant.Lambdas.Window;

/// <summary>Which printers there are: things of the environment's own type. What is found is remembered for a minute, that there is none is asked again.</summary>
/// <remarks>AWS answers 350 such questions a second for the whole account, and lists a group 25 times a second: far less often than pages ask.</remarks>
internal sealed class KnownPrinters(IAmazonIoT iot, string thingType, string thingGroup, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(60), ListRemembered = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, bool IsOurs)> seen = new();
    private (DateTimeOffset At, IReadOnlyList<string> Names)? list;

    /// <summary>False also for a printer of the account's other environment.</summary>
    public async Task<bool> ExistsAsync(string printer) => await IsOursAsync(printer) == true;

    /// <summary>The account has it, and it belongs to another environment or is no printer at all.</summary>
    public async Task<bool> IsForeignAsync(string printer) => await IsOursAsync(printer) == false;

    public async Task<IReadOnlyList<string>> ListAsync()
    {
        var now = clock.GetUtcNow();
        if (list is { } known && now - known.At < ListRemembered) return known.Names;
        var names = new List<string>();
        string? next = null;
        do
        {
            var page = await iot.ListThingsInThingGroupAsync(new ListThingsInThingGroupRequest { ThingGroupName = thingGroup, MaxResults = 250, NextToken = next });
            names.AddRange(page.Things ?? []);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        names.Sort(StringComparer.Ordinal);
        list = (now, names);
        return names;
    }

    /// <summary>Null: the account has no thing of this name.</summary>
    private async Task<bool?> IsOursAsync(string printer)
    {
        var now = clock.GetUtcNow();
        if (seen.TryGetValue(printer, out var known) && now - known.At < Remembered) return known.IsOurs;
        try
        {
            var thing = await iot.DescribeThingAsync(new DescribeThingRequest { ThingName = printer });
            var isOurs = thing.ThingTypeName == thingType;
            seen[printer] = (now, isOurs);
            return isOurs;
        }
        catch (ResourceNotFoundException)
        {
            seen.TryRemove(printer, out _);
            return null;
        }
    }
}
