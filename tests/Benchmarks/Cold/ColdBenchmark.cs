using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Pennant.Tests.Aws;
using Pennant.Tests.Device;
using Pennant.Tests.Functions;

namespace Pennant.Tests.Benchmarks.Cold;

/// <summary>
/// Process start to the first answer: each contender is started as Lambda starts it, takes one event from a Runtime API in this process, reads one item over HTTPS from a table in this process, and answers.
/// All of them in one run, one after the other, in turned order every other round, so that what is told are ratios of neighbours and not times of different minutes.
/// </summary>
internal static class ColdBenchmark
{
    private const int Rounds = 25, Dropped = 2, WarmUps = 60;

    /// <param name="arguments">The number of rounds, if not <see cref="Rounds"/>.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var rounds = arguments is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : Rounds;
        var folder = Directory.CreateTempSubdirectory("pennant-cold");
        try
        {
            var authority = new Certificates();
            var contenders = await new Contenders(folder.FullName).BuildAsync(authority.RootPem);
            using var certificate = authority.Server();
            await using var dynamo = await HttpsDynamo.StartAsync(certificate);
            var starts = contenders.ToDictionary(contender => contender.Name, _ => new List<Start>());
            // What plays AWS here is compiled while it runs: until it is fast, its own time would be counted as everybody's.
            for (var start = 0; start < WarmUps; start++) await StartAsync(start % 2 == 0 ? contenders[0] : contenders[^1], dynamo.Address);
            for (var round = 0; round < rounds + Dropped; round++)
                foreach (var contender in round % 2 == 0 ? contenders : contenders.Reverse())
                    if (await StartAsync(contender, dynamo.Address) is var start && round >= Dropped) starts[contender.Name].Add(start);
            Tell(contenders, starts, rounds);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Start> StartAsync(Contender contender, Uri dynamo)
    {
        await using var api = await FakeRuntimeApi.StartAsync();
        api.Give("1-5759e988-bd862e3fe1be46a994272793", FunctionProcess.GetMessage, TimeProvider.System.GetUtcNow().AddMinutes(1));
        var began = Stopwatch.GetTimestamp();
        using var function = FunctionProcess.Start(contender.Command, api, dynamo, contender.Roots);
        var answer = await api.PostedAsync();
        var took = Stopwatch.GetElapsedTime(began);
        if ((int?)JsonNode.Parse(answer.Body)?["statusCode"] != 200) throw new InvalidOperationException($"{contender.Name} answered {answer.Path}: {answer.Body}");
        return new Start(took.TotalMilliseconds, function.PeakMemory());
    }

    private static void Tell(IReadOnlyList<Contender> contenders, Dictionary<string, List<Start>> starts, int rounds)
    {
        var ours = starts[contenders[0].Name];
        Console.WriteLine($"{rounds} rounds, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, .NET {Environment.Version}");
        Console.WriteLine("| program | ms, median (p10 to p90) | times ours, median (p10 to p90) | wanted | MB at its peak |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var contender in contenders)
        {
            var own = starts[contender.Name];
            var ratios = own.Zip(ours, (its, our) => its.Milliseconds / our.Milliseconds).ToList();
            Console.WriteLine($"| {contender.Name} | {Spread([.. own.Select(start => start.Milliseconds)], "0.0")} | {Spread(ratios, "0.00")} | {Verdict(contender, Percentile(ratios, 50))} | {Percentile([.. own.Select(start => start.Megabytes)], 50).ToString("0.0", CultureInfo.InvariantCulture)} |");
        }
    }

    private static string Verdict(Contender contender, double ratio) => contender.Target is { } target
        ? string.Create(CultureInfo.InvariantCulture, $"{target:0.00} or more: {(ratio >= target ? "met" : "MISSED")}")
        : "";

    private static string Spread(List<double> values, string format) =>
        string.Create(CultureInfo.InvariantCulture, $"{Percentile(values, 50).ToString(format, CultureInfo.InvariantCulture)} ({Percentile(values, 10).ToString(format, CultureInfo.InvariantCulture)} to {Percentile(values, 90).ToString(format, CultureInfo.InvariantCulture)})");

    private static double Percentile(List<double> values, int percent) => values.Order().ElementAt((int)Math.Round((values.Count - 1) * percent / 100.0));

    private sealed record Start(double Milliseconds, double Megabytes);
}
