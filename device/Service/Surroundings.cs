using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;
using Microsoft.Extensions.Logging;
using Pennant.Device.Connection;
using Pennant.Device.Printing;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;
using Pennant.Device.Status;

namespace Pennant.Device.Service;

/// <summary>What the running device tells the machine that it runs on: its status, and to systemd that it lives.</summary>
internal static class Surroundings
{
    public static void Add(IServiceCollection services, DeviceSettings settings, ServiceSettings service)
    {
        var folder = service.RuntimeFolder ?? settings.Data;
        var control = Path.Combine(folder, Control.Name);
        var source = new StatusSource(settings, control, TimeProvider.System);
        services.AddHostedService(s => new ControlSocket(control, s.GetRequiredService<LocalCopies>(), Log<ControlSocket>(s)));
        services.AddHostedService(s => new StatusWriter(
            folder, () => source.Now(s.GetRequiredService<BrokerLink>(), s.GetRequiredService<Report>()), TimeProvider.System, Log<StatusWriter>(s)));
        var systemd = new SystemdNotifier();
        if (!systemd.IsEnabled) return;
        services.AddHostedService(s => new SystemdService(
            systemd, service.TellEvery, new Liveness(s.GetRequiredService<DeviceState>(), s.GetRequiredService<BrokerLink>()).Stuck,
            () => StatusLine.Of(source.Now(s.GetRequiredService<BrokerLink>(), s.GetRequiredService<Report>())),
            s.GetRequiredService<IHostApplicationLifetime>(), TimeProvider.System, Log<SystemdService>(s)));
    }

    private static ILogger<T> Log<T>(IServiceProvider services) => services.GetRequiredService<ILogger<T>>();
}
