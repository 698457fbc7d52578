using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pennant.Contract;
using Pennant.Contract.Logging;
using Xunit;

namespace Pennant.Tests.Functions;

public sealed class LogTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 20, 0, 0, TimeSpan.Zero));
    private readonly LogLines lines = new();

    private Log Log => field ??= new Log(lines.Output, clock, "dev", "Dispatch");

    [Fact]
    public void A_line_says_when_how_bad_what_where_and_for_which_invocation()
    {
        Log.Begin("request-1");
        clock.Advance(TimeSpan.FromMilliseconds(12.34));
        Log.Event("dispatched", (LogFields.MessageId, "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4"), (LogFields.Printer, "kitchen"), ("attempt", 1), ("code", null));

        Assert.Equal(
            """{"timestamp":"2026-11-23T20:00:00.012Z","level":"INFO","event":"dispatched","function":"Dispatch","environment":"dev","request_id":"request-1","duration_ms":12.3,"message_id":"01KAR3D0Z6M0S5Q4H6Z1V2X3Y4","printer":"kitchen","attempt":1}""" + "\n",
            lines.ToString());
    }

    [Fact]
    public void Whatever_a_value_holds_it_stays_one_line()
    {
        Log.Warning("odd", ("value", "a\nb\r\u001b[31m\u2028\"}"));

        Assert.Equal("a\nb\r\u001b[31m\u2028\"}", (string?)Assert.Single(lines.All())["value"]);
        Assert.DoesNotContain('\u001b', lines.ToString());
        Assert.Equal(lines.ToString().Length - 1, lines.ToString().IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void An_exceptions_words_are_cut()
    {
        Log.Error("failed", new InvalidDataException(new string('x', 5_000)));

        Assert.Equal(("InvalidDataException", 300), ((string?)Assert.Single(lines.All())["error"], ((string?)lines.All()[0]["message"])!.Length));
    }

    [Fact]
    public void Lines_of_many_threads_do_not_mix()
    {
        Parallel.For(0, 1_000, i => Log.Event("one", ("i", i), ("padding", new string('x', i))));

        Assert.Equal(Enumerable.Range(0, 1_000), lines.All().Select(line => (int)line["i"]!).Order());
    }

    [Theory]
    [InlineData(Metrics.Submitted, "Count")]
    [InlineData(Metrics.SubmitToPaper, "Milliseconds")]
    [InlineData(Metrics.QueueAge, "Seconds")]
    public void A_data_point_is_a_line_that_CloudWatch_reads(string metric, string unit)
    {
        Log.Measure(LogLevels.Info, "measured", [(metric, 1.5)]);

        var line = Assert.Single(lines.All());
        MetricLine.Check(line);
        Assert.Equal(unit, (string?)line["_aws"]!["CloudWatchMetrics"]![0]!["Metrics"]![0]!["Unit"]);
        Assert.Equal(clock.GetUtcNow().ToUnixTimeMilliseconds(), (long)line["_aws"]!["Timestamp"]!);
    }

    [Fact]
    public void There_are_no_more_metrics_than_an_account_has_for_nothing() => Assert.InRange(Metrics.Names.Count, 1, 10);
}

/// <summary>What CloudWatch's specification of the embedded metric format asks of a line.</summary>
internal static class MetricLine
{
    private static readonly string[] Units = ["Count", "Milliseconds", "Seconds"];

    /// <returns>The names of the line's metrics.</returns>
    public static IReadOnlyList<string> Check(JsonObject line)
    {
        var about = line["_aws"]!.AsObject();
        Assert.True((long)about["Timestamp"]! > 0);
        var directive = Assert.Single(about["CloudWatchMetrics"]!.AsArray())!.AsObject();
        Assert.Equal(["Namespace", "Dimensions", "Metrics"], directive.Select(member => member.Key));
        Assert.Equal(Metrics.Namespace, (string?)directive["Namespace"]);
        Assert.Equal([Metrics.Dimension], Assert.Single(directive["Dimensions"]!.AsArray())!.AsArray().Select(name => (string?)name));
        Assert.Contains((string?)line[Metrics.Dimension], new[] { "dev", "prod" });
        var metrics = directive["Metrics"]!.AsArray();
        Assert.InRange(metrics.Count, 1, 100);
        Assert.All(metrics, metric =>
        {
            Assert.Contains((string?)metric!["Name"], Metrics.Names);
            Assert.Contains((string?)metric["Unit"], Units);
            Assert.True(double.IsFinite((double)line[(string)metric["Name"]!]!));
        });
        Assert.InRange(line.ToJsonString().Length, 1, 256 * 1024);
        return [.. metrics.Select(metric => (string)metric!["Name"]!)];
    }
}
