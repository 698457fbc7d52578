using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Contract;

namespace Pennant.Tests.Journeys;

/// <summary>The HTTP API as the page uses it.</summary>
internal sealed class ApiClient(Uri web) : IDisposable
{
    public HttpClient Http { get; } = new() { BaseAddress = new Uri(web, "/api/"), Timeout = TimeSpan.FromMinutes(2) };

    public async Task<MessageView> SendAsync(string text, string? from = null, string? key = null, string? writtenAt = null)
    {
        using var answer = await PostAsync("messages", new JsonObject { ["text"] = text, ["from"] = from, ["written_at"] = writtenAt }, key);
        var body = await answer.Content.ReadAsStringAsync();
        if (answer.StatusCode != HttpStatusCode.Created) throw new InvalidOperationException($"The message was not accepted: {(int)answer.StatusCode} {body}");
        return JsonSerializer.Deserialize(body, ContractJson.Default.MessageView)!;
    }

    public async Task<HttpResponseMessage> PostAsync(string path, JsonObject body, string? key = null)
    {
        foreach (var empty in body.Where(field => field.Value is null).Select(field => field.Key).ToList()) body.Remove(empty);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(path == "preview" ? "image/png" : "application/json"));
        return await Http.SendAsync(request);
    }

    /// <summary>The preview as PNG, 1 bit, and the time that it shows.</summary>
    public async Task<(byte[] Picture, string WrittenAt)> PreviewAsync(string text, string? from = null, string? key = null)
    {
        using var answer = await PostAsync("preview", new JsonObject { ["text"] = text, ["from"] = from }, key);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Headers.GetValues("Pennant-Written-At").Single());
    }

    public async Task<MessageView> ReadAsync(string id) => (await Http.GetFromJsonAsync($"messages/{id}", ContractJson.Default.MessageView))!;

    public async Task<PrinterView> PrinterAsync(string name = "kitchen") => (await Http.GetFromJsonAsync($"printers/{name}", ContractJson.Default.PrinterView))!;

    public Task<MessageView> UntilAsync(string id, params MessageState[] states) =>
        Eventually.Async($"message {id} is {string.Join(" or ", states)}", async () => await ReadAsync(id) is var message && states.Contains(message.Status) ? message : null);

    public Task UntilPrinterAsync(string what, Func<PrinterView, bool> condition) => Eventually.TrueAsync($"the printer is {what}", async () => condition(await PrinterAsync()));

    public void Dispose() => Http.Dispose();
}
