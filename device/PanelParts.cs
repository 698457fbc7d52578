using System.Device.Gpio;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.Connection;
using Pennant.Device.Gpio;
using Pennant.Device.Jobs;
using Pennant.Device.Printing;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;

namespace Pennant.Device;

/// <summary>What the owner sees and sets: the shadow and the settings in force.</summary>
internal static class PanelParts
{
    /// <param name="transport">How the printer is reached, for the report.</param>
    public static void AddPanel(this IServiceCollection services, DeviceSettings settings, string transport)
    {
        var defaults = OwnerSettings.Defaults(settings.TimeZone);
        services.AddSingleton(new DeviceState(TimeProvider.System));
        services.AddSingleton<LocalCopies>();
        services.AddSingleton<Problems>();
        services.AddSingleton(_ => new InForce(defaults, TimeProvider.System));
        services.AddSingleton(s => new Desired(
            s.GetRequiredService<JournalFile>(), s.GetRequiredService<InForce>(), defaults, s.GetRequiredService<Problems>(), TimeProvider.System, Log<Desired>(s)));
        services.AddSingleton(s => new PaperRoll(s.GetRequiredService<JournalFile>(), s.GetRequiredService<Journal>(), Log<PaperRoll>(s)));
        services.AddSingleton(s => new Report(
            s.GetRequiredService<Journal>(), s.GetRequiredService<DeviceState>(), s.GetRequiredService<InForce>(), s.GetRequiredService<Desired>(), s.GetRequiredService<PaperRoll>(), s.GetRequiredService<Problems>(),
            new PrinterSetup(Agent.Version, transport)));
        services.AddSingleton(s => Reporter(s, settings.Printer));
    }

    public static void ConnectPanel(this IServiceProvider services, string printer)
    {
        var (link, shadow) = (services.GetRequiredService<BrokerLink>(), services.GetRequiredService<ShadowReporter>());
        link.Connected += shadow.StartOver;
        On("get/accepted", ShadowTopic.GetAccepted);
        On("get/rejected", ShadowTopic.GetRejected);
        On("update/accepted", ShadowTopic.UpdateAccepted);
        On("update/rejected", ShadowTopic.UpdateRejected);
        On("update/delta", ShadowTopic.Delta);

        void On(string end, ShadowTopic topic) => link.On($"{Topics.Shadow(printer)}/{end}", payload => shadow.Take(topic, payload));
    }

    /// <summary>Light and button, where <c>device.json</c> names pins.</summary>
    /// <param name="ways">Instead of the machine's own pins.</param>
    public static void AddGpio(this IServiceCollection services, GpioFile? pins, IReadOnlyList<Func<GpioController>>? ways)
    {
        if (pins is not ({ Led: not null } or { Button: not null })) return;
        services.AddHostedService(s => new GpioPanel(pins, ways ?? GpioBoard.Ways(pins.Chip), Use(s), s.GetRequiredService<Problems>(), TimeProvider.System, Log<GpioPanel>(s)));
    }

    private static PanelUse Use(IServiceProvider services)
    {
        var (state, inForce, link, changed) = (services.GetRequiredService<DeviceState>(), services.GetRequiredService<InForce>(), services.GetRequiredService<LinkWatch>(), new Signal());
        state.Changed += changed.Set;
        inForce.Changed += changed.Set;
        link.Changed += changed.Set;
        return new PanelUse(
            () => LightPattern.StateOf(state.Now, inForce.Current, link.Now), changed, services.GetRequiredService<LocalCopies>().Wish, services.GetRequiredService<Desired>().TogglePause);
    }

    private static ShadowReporter Reporter(IServiceProvider services, string printer)
    {
        var link = services.GetRequiredService<BrokerLink>();
        return new ShadowReporter(
            new ShadowLink(() => link.IsConnected, link.PublishAsync), services.GetRequiredService<Report>(), services.GetRequiredService<Desired>(), printer, TimeProvider.System, Log<ShadowReporter>(services));
    }

    private static ILogger<T> Log<T>(IServiceProvider services) => services.GetRequiredService<ILogger<T>>();
}
