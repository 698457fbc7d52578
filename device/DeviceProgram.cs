using System.Device.Gpio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Device.Printing.Transports;
using Pennant.Device.Service;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;

namespace Pennant.Device;

/// <summary>The running device, put together by hand. Its parts stop in the reverse order: printing first, the connection last.</summary>
internal static class DeviceProgram
{
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(1.9);

    /// <param name="gpio">Ways to the pins, instead of the machine's own.</param>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The data folder cannot be used.</exception>
    public static IHost Build(DeviceSettings settings, PrinterOptions options, Action<ILoggingBuilder> logging, ServiceSettings? service = null, IReadOnlyList<Func<GpioController>>? gpio = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        logging(builder.Logging);
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopWithin);
        builder.Services.AddSingleton(s => JournalFile.Open(settings.Data, TimeProvider.System, Log<JournalFile>(s)));
        builder.Services.AddSingleton(s => new Outbox(s.GetRequiredService<JournalFile>()));
        builder.Services.AddSingleton(s => new Journal(s.GetRequiredService<JournalFile>(), s.GetRequiredService<Outbox>(), TimeProvider.System));
        builder.Services.AddSingleton(s => new Inbox(s.GetRequiredService<Journal>(), Log<Inbox>(s)));
        var transport = Transport.To(settings.PrinterUrl, TimeProvider.System);
        builder.Services.AddSingleton(s => new Printer(transport, settings.WidthDots, settings.Cutter, new PrinterMemory(settings.IsSilent ? null : s.GetRequiredService<JournalFile>()), options, TimeProvider.System, Log<Printer>(s)));
        builder.Services.AddSingleton(s => new LinkWatch(s.GetRequiredService<JournalFile>(), TimeProvider.System, Log<LinkWatch>(s)));
        builder.Services.AddSingleton(s => new BrokerLink(settings, s.GetRequiredService<JournalFile>(), s.GetRequiredService<LinkWatch>(), new Backoff(TimeProvider.System, Random.Shared), new LinkOptions(), TimeProvider.System, Log<BrokerLink>(s)));
        builder.Services.AddPanel(settings, transport.Name);
        AddServices(builder.Services, settings, options);
        builder.Services.AddGpio(settings.Gpio, gpio);
        Surroundings.Add(builder.Services, settings, service ?? ServiceSettings.ByHand);
        var host = builder.Build();
        Connect(host.Services, settings.Printer);
        return host;
    }

    private static void AddServices(IServiceCollection services, DeviceSettings settings, PrinterOptions options)
    {
        services.AddHostedService(s => s.GetRequiredService<BrokerLink>());
        services.AddHostedService(s => new AckSender(s.GetRequiredService<Outbox>(), s.GetRequiredService<BrokerLink>(), settings.Printer, TimeProvider.System, Log<AckSender>(s)));
        services.AddHostedService(s => s.GetRequiredService<ShadowReporter>());
        services.AddHostedService(s => new Caretaker(s.GetRequiredService<Journal>(), s.GetRequiredService<Problems>(), () => s.GetRequiredService<BrokerLink>().IsConnected, TimeProvider.System, Log<Caretaker>(s)));
        services.AddHostedService(s => new PrintLoop(
            s.GetRequiredService<Journal>(), s.GetRequiredService<Printer>(), s.GetRequiredService<InForce>(), s.GetRequiredService<LocalCopies>(), s.GetRequiredService<DeviceState>(),
            (printer, width) => TestSlip.Draw(settings, printer, width, TimeProvider.System), options, TimeProvider.System, Log<PrintLoop>(s)));
    }

    private static void Connect(IServiceProvider services, string printer)
    {
        var link = services.GetRequiredService<BrokerLink>();
        var inbox = services.GetRequiredService<Inbox>();
        link.Connected += services.GetRequiredService<Outbox>().Filled.Set;
        services.GetRequiredService<Journal>().Recovered += link.AskAgain;
        var (watch, problems) = (services.GetRequiredService<LinkWatch>(), services.GetRequiredService<Problems>());
        watch.Changed += () => problems.Set(Problems.Link, watch.Now.NeedsSomebody ? $"{watch.Now.Sentence} ({watch.Now.Code}: {watch.Now.Detail})" : null);
        link.On(Topics.Jobs(printer), inbox.TakeJob);
        link.On(Topics.Control(printer), inbox.TakeControl);
        services.ConnectPanel(printer);
    }

    private static ILogger<T> Log<T>(IServiceProvider services) => services.GetRequiredService<ILogger<T>>();
}
