using Pennant.Device.Connection;
using Pennant.Device.Printing;

namespace Pennant.Device.Service;

/// <summary>Whether the loops that matter still move, for the watchdog. A printer that waits for paper and a broker that is away are no reason to start again; a loop that hangs is.</summary>
internal sealed class Liveness(DeviceState printing, BrokerLink connection)
{
    /// <summary>The printing loop says something every few seconds while it waits.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>The longest receipt on the slowest line, about 900 KB at 9600 baud, to a printer that says nothing while it prints.</summary>
    public static readonly TimeSpan LongestReceipt = TimeSpan.FromMinutes(20);

    /// <returns>Null while everything moves, else which part does not.</returns>
    public string? Stuck()
    {
        if (printing.Unheard > (printing.Now.IsPrinting ? LongestReceipt : Silence)) return "the printing loop";
        return connection.IsMoving ? null : "the connection loop";
    }
}
