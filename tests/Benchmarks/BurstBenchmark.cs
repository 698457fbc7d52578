using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Pennant.Contract;
using Pennant.Tests.Journeys;

namespace Pennant.Tests.Benchmarks;

/// <summary>
/// Sends many messages at once to the whole product on this machine, each once, and waits until the printer has had its say about all that were accepted: every message is accepted or told to come again (429, 503),
/// none is lost, none is printed twice. Meanwhile the kernel is asked how much memory each part takes.
/// </summary>
internal static class BurstBenchmark
{
    private const int Clients = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <param name="count">How many messages.</param>
    /// <returns>0 when the promise was kept.</returns>
    public static async Task<int> RunAsync(int count)
    {
        var data = Directory.CreateTempSubdirectory("pennant-burst-").FullName;
        try
        {
            await using var running = await RunningProduct.StartAsync(data);
            await running.Api.UntilPrinterAsync("on line", printer => printer.Connection == "online");
            Console.WriteLine($"{count} messages, {Clients} clients, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
            Console.WriteLine("| after | seconds | printed | MB of the product | of dynalite | of the functions | of the device |");
            Console.WriteLine("|---|---|---|---|---|---|---|");
            var watch = Stopwatch.StartNew();
            Tell("start", watch, 0);
            var answers = await SendAsync(running.Api, count);
            Tell("sending", watch, running.Product.Printer!.Slips.All.Count);
            var accepted = answers.Select(answer => answer.Id).OfType<string>().ToList();
            var isPrinted = await AwaitPaperAsync(running, accepted.Count, watch);
            return Judge(running, answers, accepted, isPrinted);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<(HttpStatusCode Status, string? Id)>> SendAsync(ApiClient api, int count)
    {
        var answers = new (HttpStatusCode, string?)[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (number, _) =>
        {
            using var answer = await api.PostAsync("messages", new JsonObject { ["text"] = $"Message {number}", ["from"] = "burst" }, $"burst-{Guid.NewGuid():N}");
            var id = answer.StatusCode == HttpStatusCode.Created ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(CancellationToken.None))!["id"]!.ToString() : null;
            answers[number] = (answer.StatusCode, id);
        });
        return answers;
    }

    /// <returns>False when nothing more is printed for some minutes.</returns>
    private static async Task<bool> AwaitPaperAsync(RunningProduct running, int accepted, Stopwatch watch)
    {
        var (printed, since, told) = (0, watch.Elapsed, 0);
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (printed < accepted && watch.Elapsed - since < Patience)
        {
            await look.WaitForNextTickAsync();
            var now = running.Product.Printer!.Slips.All.Count;
            if (now != printed) (printed, since) = (now, watch.Elapsed);
            if (printed * 10 / accepted == told) continue;
            told = printed * 10 / accepted;
            Tell($"{told}0 %", watch, printed);
        }
        return printed >= accepted;
    }

    private static int Judge(RunningProduct running, IReadOnlyList<(HttpStatusCode Status, string? Id)> answers, List<string> accepted, bool isPrinted)
    {
        // Two ids may share a process id, it has 81 million values; and the device asks with ids of its own, which are no message's.
        var expected = accepted.CountBy(ProcessId.Of).ToDictionary();
        var slips = running.Product.Printer!.Slips.All;
        var printed = slips.SelectMany(slip => slip.ProcessIds).Where(expected.ContainsKey).CountBy(id => id).ToDictionary();
        var lost = expected.Sum(one => Math.Max(0, one.Value - printed.GetValueOrDefault(one.Key)));
        var twice = printed.Sum(one => Math.Max(0, one.Value - expected[one.Key]));
        Console.WriteLine();
        foreach (var (status, many) in answers.CountBy(answer => answer.Status).OrderBy(one => one.Key)) Console.WriteLine($"answered {(int)status}: {many}");
        Console.WriteLine($"slips: {slips.Count}, lost: {lost}, twice: {twice}");
        var isTold = answers.All(answer => answer.Status is HttpStatusCode.Created or HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);
        return isPrinted && isTold && lost == 0 && twice == 0 ? 0 : 1;
    }

    private static void Tell(string when, Stopwatch watch, int printed)
    {
        var parts = ProcessTree.Memory().GroupBy(one => one.Name switch { "node" => 1, "bootstrap" => 2, "pennant-device" => 3, _ => 0 }).ToDictionary(group => group.Key, group => group.Sum(one => one.Megabytes));
        var memory = string.Join(" | ", Enumerable.Range(0, 4).Select(part => parts.GetValueOrDefault(part).ToString("0", CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {when} | {watch.Elapsed.TotalSeconds:0} | {printed} | {memory} |"));
    }
}
