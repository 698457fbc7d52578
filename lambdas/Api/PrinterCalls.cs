using System.Collections.Concurrent;
using Amazon.Lambda.APIGatewayEvents;
using Pennant.Contract;
using Pennant.Lambdas.Messages;
using Pennant.Lambdas.Window;

namespace Pennant.Lambdas.Api;

/// <summary>What a sender should know before the button is pressed.</summary>
internal sealed class PrinterCalls(MessageTable table, KnownPrinters printers, Shadows shadows, TimeProvider clock)
{
    /// <summary>Printers asked at the same time.</summary>
    private const int AtOnce = 10;

    /// <summary>AWS answers for one shadow 20 times a second, and any number of pages may ask.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, (DateTimeOffset At, PrinterView View)> seen = new();

    public async Task<APIGatewayProxyResponse> ListAsync()
    {
        var views = new List<PrinterView>();
        foreach (var some in (await printers.ListAsync()).Chunk(AtOnce)) views.AddRange(await Task.WhenAll(some.Select(ViewAsync)));
        return Answers.Json(200, new PrinterList(views), ContractJson.Default.PrinterList, ("Cache-Control", "no-cache"));
    }

    public async Task<APIGatewayProxyResponse> GetAsync(APIGatewayProxyRequest request)
    {
        if (request.Place("name") is not { } name || !Names.IsPrinter(name) || !await printers.ExistsAsync(name)) return Answers.NotFound("There is no such printer.");
        return Answers.Fresh(await ViewAsync(name), ContractJson.Default.PrinterView, request.Header("If-None-Match"));
    }

    private async Task<PrinterView> ViewAsync(string printer)
    {
        var now = clock.GetUtcNow();
        if (seen.TryGetValue(printer, out var known) && now - known.At < Remembered) return known.View;
        var (shadow, queue) = (shadows.ReadAsync(printer), table.CountQueueAsync(printer));
        await Task.WhenAll(shadow, queue);
        var view = Views.Of(printer, (await shadow)?.Reported ?? new(), await queue);
        seen[printer] = (now, view);
        return view;
    }
}
