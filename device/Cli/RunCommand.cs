using System.CommandLine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Device.Connection;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Device.Service;
using Pennant.Device.Settings;

namespace Pennant.Device.Cli;

/// <summary><c>pennant-device run</c>: prints until it is told to stop.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var (config, data) = (Options.Config(), Options.Data());
        var command = new Command("run", "Take jobs from the broker and print them") { config, data };
        command.SetAction((parsed, ct) => RunAsync(parsed.GetValue(config)!, parsed.GetValue(data), parsed.InvocationConfiguration.Error, ct));
        return command;
    }

    private static async Task<int> RunAsync(string config, string? data, TextWriter error, CancellationToken ct)
    {
        try
        {
            var settings = DeviceSettings.Load(config, data);
            TrustedRoots.UseOnly(settings.RootCa);
            var service = ServiceSettings.FromEnvironment();
            using var log = new LineLog(Console.OpenStandardOutput(), service.IsJournalled, TimeProvider.System);
            using var host = DeviceProgram.Build(settings, new PrinterOptions(), logging => Logs(logging, log), service);
            var parts = host.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToArray();
            await host.RunAsync(ct);
            return parts.Any(p => p.ExecuteTask is { IsFaulted: true }) ? ExitCode.Failed : ExitCode.Done;
        }
        catch (SettingsException e)
        {
            return Fail(e.Message, ExitCode.Usage, error);
        }
        catch (FolderInUseException e)
        {
            return Fail(e.Message, ExitCode.Failed, error);
        }
        catch (Exception e) when (e is SqliteException or UnauthorizedAccessException or IOException)
        {
            return Fail($"the data folder cannot be used: {e.Message}", ExitCode.Failed, error); // it may be there, or have room, later
        }
    }

    private static void Logs(ILoggingBuilder logging, LineLog log)
    {
        logging.AddProvider(log);
        logging.AddFilter("Microsoft", LogLevel.Warning);
    }

    private static int Fail(string message, int code, TextWriter error)
    {
        error.WriteLine($"pennant-device: {message}");
        return code;
    }
}
