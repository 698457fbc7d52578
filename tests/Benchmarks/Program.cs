using System.Globalization;

namespace Pennant.Tests.Benchmarks;

/// <summary><c>dotnet run --project tests -- device</c> and so on. Numbers for docs/performance.md; <c>dotnet test</c> does not come here.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["device", .. var settings]:
                await DeviceBenchmark.RunAsync(settings);
                return 0;
            case ["cold", .. var rounds]:
                await Cold.ColdBenchmark.RunAsync(rounds);
                return 0;
            case ["burst"]:
                return await BurstBenchmark.RunAsync(10_000);
            case ["burst", var count] when int.TryParse(count, CultureInfo.InvariantCulture, out var messages) && messages > 0:
                return await BurstBenchmark.RunAsync(messages);
            default:
                await Console.Error.WriteLineAsync(
                    """
                    Which benchmark? `dotnet run --project tests -- …`
                    device [NAME=VALUE …]  memory and idle processor time of the published device
                    cold [ROUNDS]          a function's start against the JIT, Node and Go
                    burst [COUNT]          so many messages (10,000) at once to the whole product: none lost, none twice, memory
                    """);
                return 2;
        }
    }
}
