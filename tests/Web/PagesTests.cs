using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Setup;
using Pennant.Local.Web;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Web;

public sealed class PagesTests : IAsyncLifetime
{
    private RunningWeb web = null!;

    public async Task InitializeAsync() => web = await RunningWeb.StartAsync();

    public async Task DisposeAsync() => await web.DisposeAsync();

    [Theory]
    [InlineData("/", "<h1>Write</h1>")]
    [InlineData("/message/?id=1", "<h1>Follow</h1>")]
    public async Task A_folders_index_is_its_page(string address, string expected)
    {
        Assert.Equal(expected, await web.Client.GetStringAsync(address));
    }

    [Fact]
    public async Task A_folder_without_its_slash_is_redirected_with_its_query()
    {
        var answer = await web.Client.GetAsync("/message?id=1");

        Assert.EndsWith("/message/?id=1", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_has_the_pages_own_answer()
    {
        var answer = await web.Client.GetAsync("/nowhere");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("<h1>Nothing</h1>", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_files_with_a_hash_in_their_name_are_kept_by_the_browser()
    {
        Assert.True((await web.Client.GetAsync("/_next/static/a.js")).Headers.CacheControl!.MaxAge > TimeSpan.FromDays(300));
        Assert.True((await web.Client.GetAsync("/")).Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task Another_sites_name_for_this_machine_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "evil.example.com" } };

        Assert.Equal(HttpStatusCode.BadRequest, (await web.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_in_one_sentence()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var settings = new WebSettings(port, Path.GetTempPath(), web.Logs);
        await using var second = new WebHost(ApiTemplate.Of(), web.Functions, TestRole.Guard(), null, settings, TimeProvider.System, NullLoggerFactory.Instance);

        var refused = await Assert.ThrowsAsync<SetupException>(() => second.StartAsync(CancellationToken.None));

        Assert.Equal($"Port {port} is taken by another program. Stop that program, or start Pennant with another --port.", refused.Message);
    }

    [Fact]
    public async Task Without_a_virtual_printer_there_is_no_paper()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await web.Client.GetAsync("/paper")).StatusCode);
    }
}
