namespace Pennant.Receipts.Calibration;

/// <summary>
/// A slip on which a person sees whether the printer is set up right: where its line ends, how dark it prints, how fine, and what it says of itself.
/// </summary>
public static class CalibrationSlip
{
    private const string Sample = """
        # Heading 0123
        Plain text, **bold**, ÄÖÜ ß é ñ ł
        Ελληνικά  Русский  Tiếng Việt
        العربية  עברית
        हिन्दी  ไทย  中文  日本語  한국어
        🙂 👍🏽 👩‍👩‍👧 🇩🇪 ❤️ ☂ ✓
        """;

    /// <param name="printer">The printer's name; the QR code says it too.</param>
    /// <param name="facts">What is known of the printer and in force, one line each.</param>
    public static Raster Draw(string printer, IReadOnlyList<string> facts, PrinterProfile profile)
    {
        var list = string.Concat(facts.Select(fact => $"- {fact}\n"));
        var text = $"The ruler must end with the edge {profile.WidthDots}, and both outer lines must be whole.\n{list}---\n{Sample}\n[qr: pennant:{printer}]";
        var written = ReceiptRenderer.Render(new ReceiptContent(text, $"Test of {printer}"), profile).Raster
            ?? throw new ArgumentException("the facts are longer than a receipt may be", nameof(facts));
        return Join([Ruler.Draw(profile), Strips.Draw(profile), written]);
    }

    private static Raster Join(IReadOnlyList<Raster> parts)
    {
        var whole = new Raster(parts[0].Width, parts.Sum(p => p.Height), [.. parts.SelectMany(p => p.Bits)]);
        RealTime.Break(whole.Bits);
        return whole;
    }
}
