using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Service;
using Xunit;

namespace Pennant.Tests.Device.Service;

public sealed class LineLogTests
{
    [Fact]
    public void An_event_is_one_line_of_JSON_whatever_it_holds()
    {
        var line = Assert.Single(Write(false, log => log.LogError(new IOException("lost\nhere"), "printer {Name}", "\"kitchen\"\n")));

        using var json = JsonDocument.Parse(line);
        Assert.Equal(("ERROR", "Printer", "printer \"kitchen\"\n"), (json.RootElement.GetProperty("level").GetString(), json.RootElement.GetProperty("source").GetString(), json.RootElement.GetProperty("message").GetString()));
        Assert.Equal("IOException", json.RootElement.GetProperty("error").GetString());
        Assert.Contains("lost\nhere", json.RootElement.GetProperty("stack").GetString(), StringComparison.Ordinal);
        Assert.Equal("2000-01-01T00:00:00.000Z", json.RootElement.GetProperty("timestamp").GetString());
    }

    [Theory]
    [InlineData("01KAR3D0Z6M0S5Q4H6Z1V2X3Y4", "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4")]
    [InlineData("kitchen", null)]
    public void An_event_about_a_message_carries_its_id_under_the_name_that_the_cloud_uses(string value, string? id)
    {
        var line = Assert.Single(Write(false, log => log.LogInformation("{What} attempt {Attempt}", value, 1)));

        Assert.Equal(id, (string?)JsonNode.Parse(line)!["message_id"]);
    }

    [Theory]
    [InlineData(LogLevel.Critical, "<2>{")]
    [InlineData(LogLevel.Error, "<3>{")]
    [InlineData(LogLevel.Warning, "<4>{")]
    [InlineData(LogLevel.Information, "<6>{")]
    public void Journald_is_told_how_bad_it_is(LogLevel level, string start) =>
        Assert.StartsWith(start, Assert.Single(Write(true, log => log.Log(level, "x"))), StringComparison.Ordinal);

    [Fact]
    public void What_only_a_developer_wants_is_left_out() => Assert.Empty(Write(true, log => log.LogDebug("x")));

    private static string[] Write(bool isJournalled, Action<ILogger> write)
    {
        using var output = new MemoryStream();
        using (var log = new LineLog(output, isJournalled, new FakeTimeProvider()))
            write(log.CreateLogger("Pennant.Device.EscPos.Printer"));
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
