using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.APIGatewayEvents;
using Pennant.Contract;
using Pennant.Receipts;

namespace Pennant.Lambdas.Preview;

/// <summary>Answers <c>POST /preview</c>: the dots that the printer would be given for this message, as a PNG.</summary>
internal sealed class PreviewHandler(PreviewSettings settings, KnownPapers papers, TimeProvider clock)
{
    /// <summary>Paper that the receipt takes, in whole millimetres, rounded up.</summary>
    public const string PaperHeader = "Pennant-Paper-Mm";

    /// <summary>The time that the receipt shows, to be sent with the message.</summary>
    public const string WrittenHeader = "Pennant-Written-At";

    public async Task<APIGatewayProxyResponse> HandleAsync(APIGatewayProxyRequest request, CancellationToken cancellation)
    {
        var (now, key) = (clock.GetUtcNow(), KeyOf(request));
        if (IdempotencyKey.Check(key) is { } bad) return Refused(bad);
        if (!MessageCheck.TryRead(request.Body, request.IsBase64Encoded, out var message, out var problem)) return Refused(problem);
        if (MessageCheck.CheckTime(message, now) is { } late) return Refused(late);
        var paper = await papers.OfAsync(message.Printer ?? settings.DefaultPrinter, cancellation).ConfigureAwait(false);
        var content = ContentOf(message, key, message.WrittenAt ?? now, paper.TimeZone);
        var rendered = ReceiptRenderer.Render(content, paper.Profile);
        return rendered.Raster is { } raster ? Drawn(raster, paper.Profile, content.At!.Value) : Refused(ProblemOf(rendered.Failure));
    }

    private static ReceiptContent ContentOf(NewMessage message, string? key, DateTimeOffset at, string? timeZone) =>
        new(message.Text!, message.From, message.Image is null ? null : Convert.FromBase64String(message.Image))
        {
            At = at,
            TimeZone = timeZone,
            Id = key is null ? null : IdempotencyKey.MessageId(key),
        };

    private APIGatewayProxyResponse Drawn(Raster raster, PrinterProfile profile, DateTimeOffset at) => new()
    {
        StatusCode = 200,
        Headers = Headers("image/png", (PaperHeader, Math.Ceiling(profile.Millimetres(raster.Height)).ToString(CultureInfo.InvariantCulture)), (WrittenHeader, Times.ToText(at))),
        Body = Convert.ToBase64String(Png.Encode(raster)),
        IsBase64Encoded = true,
    };

    private APIGatewayProxyResponse Refused(Problem problem) => new()
    {
        StatusCode = problem.Status,
        Headers = Headers("application/problem+json"),
        Body = JsonSerializer.Serialize(problem, ContractJson.Default.Problem),
    };

    private static Problem ProblemOf(string? failure) => failure == FailureCode.TooLong
        ? new Problem("about:blank", "Bad Request", 400, $"The message is longer than {Limits.PaperMillimetres:N0} mm of paper.", "text", Limits.PaperMillimetres)
        : new Problem("about:blank", "Bad Request", 400, "The picture is a PNG that cannot be read.", "image");

    private static string? KeyOf(APIGatewayProxyRequest request) =>
        request.Headers?.FirstOrDefault(header => header.Key.Equals(IdempotencyKey.Header, StringComparison.OrdinalIgnoreCase)).Value;

    private Dictionary<string, string> Headers(string type, params ReadOnlySpan<(string Name, string Value)> more)
    {
        var headers = new Dictionary<string, string>
        {
            ["Content-Type"] = type,
            ["Cache-Control"] = "no-store",
            ["X-Content-Type-Options"] = "nosniff",
        };
        if (settings.AllowedOrigin is { } origin)
        {
            headers["Access-Control-Allow-Origin"] = origin;
            headers["Access-Control-Expose-Headers"] = $"{PaperHeader}, {WrittenHeader}, Retry-After";
            if (origin != "*") headers["Vary"] = "Origin";
        }
        foreach (var (name, value) in more) headers[name] = value;
        return headers;
    }
}
