using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.IotData;
using Amazon.IotData.Model;
using Amazon.Runtime;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Pennant.Receipts;

namespace Pennant.Lambdas.Preview;

/// <summary>What a receipt's dots depend on besides the message.</summary>
/// <param name="TimeZone">IANA name; null means UTC.</param>
internal sealed record Paper(PrinterProfile Profile, string? TimeZone)
{
    public static readonly Paper Usual = new(PrinterProfile.For(PrinterProfile.DefaultWidthDots), null);
}

/// <summary>How wide each printer says that it is, and what time it is there, from its shadow. Remembered while somebody types; a printer that has not said is asked again.</summary>
internal sealed class KnownPapers(IAmazonIotData shadows, TimeProvider clock, Log log)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (Paper Paper, DateTimeOffset Until)> known = new();

    /// <returns><see cref="Paper.Usual"/> for a printer that has not said, or when its shadow cannot be read: a preview of the usual width is better than none.</returns>
    public async Task<Paper> OfAsync(string printer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(printer, out var entry) && entry.Until > now) return entry.Paper;
        try
        {
            var answer = await shadows.GetThingShadowAsync(new GetThingShadowRequest { ThingName = printer }, cancellation).ConfigureAwait(false);
            var reported = ReportedIn(answer.Payload.ToArray());
            if (reported?.Printer is not { WidthDots: var width } || !PrinterProfile.IsKnown(width)) return Paper.Usual with { TimeZone = reported?.TimeZone };
            known[printer] = (new Paper(PrinterProfile.For(width), reported.TimeZone), now + Remembered);
            return known[printer].Paper;
        }
        catch (ResourceNotFoundException)
        {
            return Paper.Usual;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or JsonException or TimeoutException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log.Warning("shadow_unreadable", (LogFields.Printer, printer), (LogFields.Error, e.GetType().Name));
            return Paper.Usual;
        }
    }

    private static ReportedShadow? ReportedIn(ReadOnlyMemory<byte> document)
    {
        using var shadow = JsonDocument.Parse(document);
        return shadow.RootElement.TryGetProperty("state", out var state) && state.TryGetProperty("reported", out var reported) ? reported.Deserialize(ContractJson.Default.ReportedShadow) : null;
    }
}
