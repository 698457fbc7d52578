using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Web.Paper;
using Xunit;

namespace Pennant.Tests.Web;

public sealed class PaperPageTests : IAsyncLifetime
{
    private readonly SomePaper paper = new();
    private RunningWeb web = null!;

    public async Task InitializeAsync() => web = await RunningWeb.StartAsync(paper: paper);

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Fact]
    public async Task The_page_is_there()
    {
        Assert.Contains("The virtual printer", await web.Client.GetStringAsync("/paper"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slips_picture_has_the_messages_id_as_its_name()
    {
        paper.Print("01J");

        var answer = await web.Client.GetAsync("/paper/01J.png");

        Assert.Equal("image/png", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal([1, 2, 3], await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync("/paper/other.png")).StatusCode);
    }

    [Fact]
    public async Task A_reader_is_told_of_all_slips_at_once_and_of_each_new_one_newest_first()
    {
        paper.Print("first");
        using var events = new StreamReader(await web.Client.GetStreamAsync("/paper/events"));

        var atOnce = await NextAsync(events);
        paper.Print("second");
        var later = await NextAsync(events);

        Assert.Equal(["first"], Names(atOnce));
        Assert.Equal(["second", "first"], Names(later));
        Assert.Equal(42.5, later["slips"]![0]!["millimetres"]!.GetValue<double>());
        Assert.False(later["faults"]!["paper_out"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_fault_is_switched_on_and_off_and_readers_hear_of_it()
    {
        using var events = new StreamReader(await web.Client.GetStreamAsync("/paper/events"));
        await NextAsync(events);

        var on = await web.Client.PostAsJsonAsync("/paper/faults", new { name = "paper_out", on = true });
        var heard = await NextAsync(events);
        var off = await web.Client.PostAsJsonAsync("/paper/faults", new { name = "paper_out", on = false });

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (on.StatusCode, off.StatusCode));
        Assert.True(heard["faults"]!["paper_out"]!.GetValue<bool>());
        Assert.False(paper.Faults["paper_out"]);
    }

    [Theory]
    [InlineData("on_fire")]
    [InlineData(null)]
    public async Task A_fault_that_nobody_knows_is_refused_with_those_that_there_are(string? name)
    {
        var answer = await web.Client.PostAsJsonAsync("/paper/faults", new { name, on = true });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("paper_out", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_form_cannot_switch_a_fault()
    {
        var answer = await web.Client.PostAsync("/paper/faults", new StringContent("""{"name":"paper_out","on":true}"""));

        Assert.False(answer.IsSuccessStatusCode);
        Assert.False(paper.Faults["paper_out"]);
    }

    private static async Task<JsonNode> NextAsync(StreamReader events)
    {
        var data = await events.ReadLineAsync();
        await events.ReadLineAsync();
        return JsonNode.Parse(data!["data: ".Length..])!;
    }

    private static IEnumerable<string> Names(JsonNode state) => state["slips"]!.AsArray().Select(slip => slip!["name"]!.ToString());

    private sealed class SomePaper : IPaper
    {
        private readonly Dictionary<string, bool> faults = new() { ["paper_out"] = false };
        private readonly List<PaperSlip> slips = [];

        public event Action? Changed;

        public IReadOnlyList<PaperSlip> Slips => slips;

        public IReadOnlyDictionary<string, bool> Faults => faults;

        public PaperPrinter Printer { get; } = new("127.0.0.1:9100", "Ready", null, 576, 0, []);

        public byte[]? Png(string name) => slips.Exists(slip => slip.Name == name) ? [1, 2, 3] : null;

        public void SetFault(string name, bool isOn)
        {
            faults[name] = isOn;
            Changed?.Invoke();
        }

        public void Print(string name)
        {
            slips.Add(new PaperSlip(name, DateTimeOffset.UnixEpoch, 576, 42.5));
            Changed?.Invoke();
        }
    }
}
