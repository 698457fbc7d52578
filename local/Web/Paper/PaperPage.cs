using System.Text;
using System.Text.Json.Serialization;

namespace Pennant.Local.Web.Paper;

/// <summary><c>/paper</c>: the virtual printer, live, with switches for what can go wrong.</summary>
/// <param name="isAlone">There are no other pages to go to.</param>
internal sealed class PaperPage(IPaper paper, TimeProvider clock, bool isAlone = false)
{
    private const int ShownSlips = 50;

    private static readonly byte[] Html = Resource("paper.html"), Style = Resource("paper.css"), Script = Resource("paper.js");

    public void Map(IEndpointRouteBuilder routes, CancellationToken stopping)
    {
        var page = isAlone ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Html).Replace("<body>", "<body class=\"alone\">", StringComparison.Ordinal)) : Html;
        routes.MapGet("/paper", () => Results.Bytes(page, "text/html; charset=utf-8"));
        routes.MapGet("/paper/paper.css", () => Results.Bytes(Style, "text/css; charset=utf-8"));
        routes.MapGet("/paper/paper.js", () => Results.Bytes(Script, "text/javascript; charset=utf-8"));
        routes.MapGet("/paper/events", (HttpContext http) => new PaperEvents(paper, clock, State).SendAsync(http, stopping));
        routes.MapGet("/paper/{file}", (string file, HttpContext http) => Picture(file, http));
        routes.MapPost("/paper/faults", (FaultWish wish) => SetFault(wish));
    }

    private IResult Picture(string file, HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return file.EndsWith(".png", StringComparison.Ordinal) && paper.Png(file[..^4]) is { } png ? Results.Bytes(png, "image/png") : Results.NotFound();
    }

    private IResult SetFault(FaultWish wish)
    {
        if (wish.Name is null || !paper.Faults.ContainsKey(wish.Name))
            return Results.Problem($"The faults are {string.Join(", ", paper.Faults.Keys)}.", statusCode: 400, title: "There is no such fault.");
        paper.SetFault(wish.Name, wish.On);
        return Results.NoContent();
    }

    private PaperState State()
    {
        var slips = paper.Slips;
        return new PaperState(slips.Count, [.. slips.TakeLast(ShownSlips).Reverse()], paper.Faults, paper.Printer);
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(PaperPage).Assembly.GetManifestResourceStream(name)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}

internal sealed record FaultWish(string? Name, bool On);

/// <param name="Count">Of all slips; <paramref name="Slips"/> holds the last ones, newest first.</param>
internal sealed record PaperState(int Count, IReadOnlyList<PaperSlip> Slips, IReadOnlyDictionary<string, bool> Faults, PaperPrinter Printer);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PaperState))]
internal sealed partial class PaperJson : JsonSerializerContext;
