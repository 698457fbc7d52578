namespace Pennant.Device.EscPos;

/// <summary>What is known of models by the name that they give themselves. Source: escpos-printer-db and the makers' specifications.</summary>
internal static class PrinterModels
{
    /// <summary>No answer about the cutter: it is an option, and the printer is asked.</summary>
    private static readonly (string Begins, PrinterModel Model)[] Known =
    [
        ("TMT88", new(512, true)), // II to VII: 180 dpi
        ("TMT70", new(512, true)),
        ("TMT90", new(512, true)),
        ("TMT20", new(576, true)),
        ("TMT82", new(576, true)),
        ("TMM10", new(420, true)),
        ("TMM30", new(576, true)),
        ("TML90", new(576, true)),
        ("TMP80", new(576, null)),
        ("TMP20", new(384, false)),
        ("POS58", new(384, false)),
        ("ZJ58", new(384, false)),
        ("NT58", new(384, false)),
    ];

    /// <returns>Null for one that is not known.</returns>
    public static PrinterModel? Find(string? model)
    {
        if (model is null) return null;
        var name = string.Concat(model.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        foreach (var (begins, known) in Known)
            if (name.StartsWith(begins, StringComparison.Ordinal)) return known;
        return null;
    }
}

/// <param name="HasCutter">Null where it differs from printer to printer.</param>
internal sealed record PrinterModel(int WidthDots, bool? HasCutter);
