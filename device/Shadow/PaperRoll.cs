using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;

namespace Pennant.Device.Shadow;

/// <summary>How much paper is left: the length of a roll less what the odometer has counted since a new one was put in.</summary>
/// <remarks>A roll counts as new when paper is there again after it was out, or when it is not low any more after the cover was open. One that is changed earlier on a printer that says neither goes unnoticed.</remarks>
internal sealed class PaperRoll(JournalFile file, Journal journal, ILogger<PaperRoll> log)
{
    private const string Ok = "ok", Low = "low", Out = "out";
    private readonly Lock gate = new();
    private string seen = file.Fact(Facts.RollPaper) ?? Ok;
    private bool wasOpen;

    /// <param name="rollMm">Length of a new roll; null: nobody knows, and so nobody knows what is left.</param>
    public double? Left(double? rollMm) => rollMm is { } roll ? Math.Round(Math.Max(0, roll - (journal.UsedMillimetres - Start))) : null;

    public void Look(PrinterStatus status)
    {
        lock (gate)
        {
            // An open cover takes the paper away from its sensor: what the printer says of it then means nothing.
            if (status.Hold == HoldReason.CoverOpen) wasOpen = true;
            else if (status.Paper is Ok or Low or Out) Look(status.Paper);
        }
    }

    private void Look(string paper)
    {
        var isNew = (seen == Out && paper != Out) || (seen == Low && paper == Ok && wasOpen);
        wasOpen = false;
        if (paper == seen) return;
        try
        {
            file.Write(f =>
            {
                if (isNew) f.SetFact(Facts.RollStart, journal.UsedMillimetres.ToString(CultureInfo.InvariantCulture));
                f.SetFact(Facts.RollPaper, paper);
                return true;
            });
        }
        catch (SqliteException e)
        {
            log.LogWarning("a change of paper could not be noted and will be looked at again: {Reason}", e.Message);
            return;
        }
        seen = paper;
        if (isNew) log.LogInformation("a new roll of paper");
    }

    private double Start => file.Number(Facts.RollStart);
}
