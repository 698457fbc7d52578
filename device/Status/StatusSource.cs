using Pennant.Device.Connection;
using Pennant.Device.Settings;
using Pennant.Device.Shadow;

namespace Pennant.Device.Status;

/// <summary>Puts together what the device knows of itself.</summary>
internal sealed class StatusSource(DeviceSettings settings, string control, TimeProvider time)
{
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly string mark = ProcessMark.Of(Environment.ProcessId) ?? "";

    public DeviceStatus Now(BrokerLink link, Report report) => new()
    {
        Name = settings.Printer,
        Pid = Environment.ProcessId,
        Mark = mark,
        StartedAt = startedAt,
        ChangedAt = time.GetUtcNow(),
        Endpoint = $"{settings.Endpoint}:{settings.MqttPort}",
        IsConnected = link.IsConnected,
        ConnectionCode = link.State.Code,
        ConnectionProblem = link.State.Code is LinkCode.Online or LinkCode.Connecting ? null : link.State.Sentence,
        PrinterUrl = settings.PrinterUrl.ToString(),
        Data = settings.Data,
        Control = control,
        Reported = report.Now(),
    };
}
