using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging.Console;
using Pennant.Local.Setup;
using Pennant.Local.Web;
using Pennant.Local.Web.Paper;
using Pennant.Receipts;

namespace Pennant.Local.Printer.Alone;

/// <summary>The virtual printer and its page, until Ctrl+C; or one file. Says one line when it is ready and one for each slip; what it noted goes to the error output.</summary>
internal static class PrinterProgram
{
    /// <exception cref="SetupException">A port or the folder cannot be used.</exception>
    public static async Task RunAsync(PrinterOptions options, TextWriter output, TextWriter notes, CancellationToken stop)
    {
        // A web server that cannot start is told in a sentence of ours.
        using var logs = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None)
            .Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        using var held = Hold(options.Paper);
        if (options.Print is { } file)
        {
            await PrintAsync(options with { Address = IPAddress.Loopback, Port = 0 }, file, output, notes, logs, stop);
            return;
        }
        await using var printer = Make(options, logs);
        await StartAsync(printer, options);
        await using var web = MakeWeb(printer, options.Web, logs);
        var webPort = await LoopbackApp.StartAsync(web, options.Web, "--web", stop);
        TellOf(printer, output, notes);
        var reach = IPAddress.IsLoopback(options.Address) ? "this machine only" : "every machine that can reach it";
        await output.WriteLineAsync($"The printer is ready at {printer.Address} ({reach}); watch its paper at http://localhost:{webPort}/paper; slips are kept in {Path.GetFullPath(options.Paper)}");
        await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        printer.TearOff();
        await web.StopAsync(CancellationToken.None);
    }

    private static async Task PrintAsync(PrinterOptions options, string file, TextWriter output, TextWriter notes, ILoggerFactory logs, CancellationToken stop)
    {
        await using var printer = Make(options, logs);
        await StartAsync(printer, options);
        TellOf(printer, output, notes);
        await FilePrint.PrintAsync(printer, file, stop);
    }

    private static VirtualPrinter Make(PrinterOptions options, ILoggerFactory logs)
    {
        try
        {
            return new VirtualPrinter(
                new PrinterSettings(options.Paper)
                {
                    Address = options.Address, Port = options.Port, WidthDots = options.Width, IsClone = options.IsClone, HasCutter = !options.HasNoCutter, MillimetresPerSecond = options.Speed, IsTornOffAfterEachHost = true,
                },
                TimeProvider.System,
                logs);
        }
        catch (Exception error) when (error is JsonException or IOException)
        {
            throw new SetupException($"The slips in {options.Paper} cannot be read: {error.Message} Choose another folder with --paper.");
        }
    }

    private static async Task StartAsync(VirtualPrinter printer, PrinterOptions options)
    {
        try
        {
            await printer.StartAsync();
        }
        catch (SocketException error)
        {
            throw new SetupException($"Port {options.Port} at {options.Address} cannot be used for the printer: {error.Message}. Stop what uses it, or choose others with --port and --address.");
        }
    }

    private static WebApplication MakeWeb(VirtualPrinter printer, int port, ILoggerFactory logs)
    {
        var app = LoopbackApp.CreateBuilder(port, logs).Build();
        app.UseHostFiltering();
        app.MapGet("/", () => Results.Redirect("/paper"));
        app.MapGet("/icon.svg", () => Results.NoContent());
        new PaperPage(new PaperView(printer), TimeProvider.System, isAlone: true).Map(app, app.Lifetime.ApplicationStopping);
        return app;
    }

    private static void TellOf(VirtualPrinter printer, TextWriter output, TextWriter notes)
    {
        var profile = PrinterProfile.For(printer.WidthDots);
        var told = printer.Slips.All.Count == 0 ? 0 : printer.Slips.All[^1].Number;
        printer.Slips.Changed += slip =>
        {
            if (slip.Number <= Interlocked.Exchange(ref told, slip.Number)) return;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Slip {slip.Number}, {profile.Millimetres(slip.Rows):0} mm: {slip.File}"));
        };
        printer.Notes.Added += note =>
        {
            if (note.Times == 1) notes.WriteLine(note.Text);
        };
    }

    private static FileStream Hold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(Path.Combine(folder, "lock")))
        {
            throw new SetupException($"Another printer keeps its slips in {folder}. Stop it, or choose another folder with --paper.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"The folder {folder} cannot be used for slips: {error.Message} Choose another one with --paper.");
        }
    }
}
