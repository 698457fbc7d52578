using System.CommandLine;
using Pennant.Local;
using Pennant.Local.Printer.Alone;
using Pennant.Local.Setup;

var root = new CommandLine().Command(RunAsync);
root.Subcommands.Add(new PrinterCommandLine().Command(PrintAsync));
var command = root.Parse(args);
foreach (var error in command.Errors) Console.Error.WriteLine(error.Message);
// Without it the process would be ended 2 s after Ctrl+C, whatever is still being stopped.
return command.Errors.Count > 0 ? 2 : await command.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

static async Task<int> RunAsync(LocalOptions options, CancellationToken stop)
{
    try
    {
        Preflight.Check(options);
        using var data = new DataFolder(options.Data, options.Fresh);
        var built = await new SetupSteps(Repository.Find(), Console.WriteLine).RunAsync(stop);
        Console.WriteLine("Starting …");
        using var logs = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        await using var product = await Product.StartAsync(options, data, built, logs, stop);
        Console.WriteLine($"Pennant is ready at {product.Web.ToString().TrimEnd('/')}");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    catch (Exception problem) when (problem is SetupException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
}

static async Task<int> PrintAsync(PrinterOptions options, CancellationToken stop)
{
    try
    {
        await PrinterProgram.RunAsync(options, Console.Out, Console.Error, stop);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return 0;
    }
    catch (SetupException problem)
    {
        Console.Error.WriteLine(problem.Message);
        return 2;
    }
}
