namespace Pennant.Device.Status;

/// <summary>The most important of a status in one line.</summary>
internal static class StatusLine
{
    public static string Of(DeviceStatus status)
    {
        var state = status.Reported.Hold is { } hold ? $"holds: {Words(hold)}" : status.Reported.State;
        var queue = status.Reported.Queue is > 0 and var waiting ? $", {waiting} waiting" : "";
        return $"{status.Name}: {state}, paper {status.Reported.Paper?.State ?? "unknown"}{queue}, {(status.IsConnected ? "connected" : "not connected")}";
    }

    /// <summary>A code of the contract as a person reads it.</summary>
    public static string Words(string code) => code.Replace('_', ' ');
}
