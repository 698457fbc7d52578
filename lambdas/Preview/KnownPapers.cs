using System.Collections.Concurrent;
using System.Text.Json;
using Amazon.IotData;
using Amazon.IotData.Model;
using Amazon.Runtime;
using Pennant.Contract;
using Pennant.Receipts;

namespace Pennant.Lambdas.Preview;

/// <summary>What a receipt's dots depend on besides the message.</summary>
/// <param name="TimeZone">IANA name; null means UTC.</param>
internal sealed record Paper(PrinterProfile Profile, string? TimeZone)
{
    public static readonly Paper Usual = new(PrinterProfile.For(PrinterProfile.DefaultWidthDots), null);
}

/// <summary>How wide each printer says that it is, and what time it is there, from its shadow. Remembered for a minute.</summary>
internal sealed class KnownPapers(IAmazonIotData shadows, TimeProvider clock, Action<string> log)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, (Paper Paper, DateTimeOffset Until)> known = new();

    /// <returns><see cref="Paper.Usual"/> for a printer that has not said, or when its shadow cannot be read: a preview of the usual width is better than none.</returns>
    public async Task<Paper> OfAsync(string printer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        if (known.TryGetValue(printer, out var entry) && entry.Until > now) return entry.Paper;
        try
        {
            var answer = await shadows.GetThingShadowAsync(new GetThingShadowRequest { ThingName = printer }, cancellation).ConfigureAwait(false);
            var paper = PaperIn(answer.Payload.ToArray());
            known[printer] = (paper, now + Remembered);
            return paper;
        }
        catch (ResourceNotFoundException)
        {
            return Paper.Usual;
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or JsonException or TimeoutException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            log($$"""{"level":"warning","event":"shadow_unreadable","printer":"{{printer}}","error":"{{e.GetType().Name}}"}""");
            return Paper.Usual;
        }
    }

    private static Paper PaperIn(ReadOnlyMemory<byte> document)
    {
        using var shadow = JsonDocument.Parse(document);
        if (!shadow.RootElement.TryGetProperty("state", out var state) || !state.TryGetProperty("reported", out var part)) return Paper.Usual;
        var reported = part.Deserialize(ContractJson.Default.ReportedShadow);
        var profile = reported?.Printer is { WidthDots: var width } && PrinterProfile.IsKnown(width) ? PrinterProfile.For(width) : Paper.Usual.Profile;
        return new Paper(profile, reported?.TimeZone);
    }
}
