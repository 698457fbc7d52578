using Pennant.Receipts;

namespace Pennant.Device.EscPos;

/// <summary>How wide a printer prints and whether it cuts, and how that is known.</summary>
/// <param name="WidthFrom">Where the width comes from, for the log.</param>
/// <param name="CutterFrom">Where the rest comes from.</param>
internal sealed record PrinterForm(int WidthDots, string WidthFrom, bool HasCutter, string CutterFrom)
{
    private const int Narrow = 384, HasCutterBit = 0x02;

    /// <summary>The configuration wins, then what is known of the model, then what the printer says of its equipment.</summary>
    /// <param name="model">Null for a printer that does not name itself. Most of these are copies for 58 mm paper without a cutter; on a wider one the narrow receipt is still whole.</param>
    /// <param name="equipment">The answer to <see cref="Commands.AskEquipment"/>, if there was one.</param>
    public static PrinterForm Of(int? widthDots, bool? hasCutter, string? model, byte? equipment)
    {
        var known = PrinterModels.Find(model);
        var (width, widthFrom) = widthDots is { } configured ? (configured, "as configured")
            : known is { } found ? (found.WidthDots, "as known of the model")
            : model is not null ? (PrinterProfile.DefaultWidthDots, "assumed of a model that is not known")
            : (Narrow, "assumed of a printer that does not name itself");
        var (cutter, cutterFrom) = hasCutter is { } wanted ? (wanted, "as configured")
            : known?.HasCutter is { } has ? (has, "as known of the model")
            : equipment is { } bits ? ((bits & HasCutterBit) != 0, "as the printer says")
            : (model is not null, model is not null ? "assumed of a model that is not known" : "assumed of a printer that does not name itself");
        return new PrinterForm(width, widthFrom, cutter, cutterFrom);
    }
}
