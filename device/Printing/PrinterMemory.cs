using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Data.Sqlite;
using Pennant.Device.EscPos;
using Pennant.Device.Jobs;
using Pennant.Receipts;

namespace Pennant.Device.Printing;

/// <summary>What the printer could do when it was last seen ready. It is asked again on every connection; this tells a printer that is silent for a while from one that never says anything.</summary>
/// <param name="journal">Null: it is forgotten when the program ends.</param>
internal sealed class PrinterMemory(JournalFile? journal)
{
    private PrinterAbilities? last = journal?.Fact(Facts.Printer) is { } text ? Read(text) : null;

    /// <summary>Null when no printer was ever seen ready.</summary>
    public PrinterAbilities? Last => last;

    /// <summary>A disk that takes nothing does not matter here.</summary>
    public void Keep(PrinterAbilities abilities)
    {
        if (abilities == last) return;
        last = abilities;
        try
        {
            journal?.SetFact(Facts.Printer, JsonSerializer.Serialize(abilities, PrinterMemoryJson.Default.PrinterAbilities));
        }
        catch (SqliteException)
        {
            return; // known until the program ends, and asked for again after that
        }
    }

    private static PrinterAbilities? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, PrinterMemoryJson.Default.PrinterAbilities) is { } read && PrinterProfile.IsKnown(read.WidthDots) ? read : null;
        }
        catch (JsonException)
        {
            return null; // written by another version
        }
    }
}

[JsonSerializable(typeof(PrinterAbilities))]
internal sealed partial class PrinterMemoryJson : JsonSerializerContext;
