namespace Pennant.Local.Printer.Drawing;

/// <summary>ESC R: the twelve places of ASCII that countries fill with letters of their own. Source: Epson ESC/POS reference, ESC R.</summary>
internal static class InternationalSets
{
    private const string Places = @"#$@[\]^`{|}~";

    private static readonly string[] Sets =
    [
        Places, "#$à°ç§^`éùè¨", "#$§ÄÖÜ^`äöüß", @"£$@[\]^`{|}~", "#$@ÆØÅ^`æøå~", "#¤ÉÄÖÅÜéäöåü", @"#$@°\é^ùàòèì", "₧$@¡Ñ¿^`¨ñ}~",
        "#$@[¥]^`{|}~", "#¤ÉÆØÅÜéæøåü", "#$ÉÆØÅÜéæøåü", "#$á¡Ñ¿é`íñóú", "#$á¡Ñ¿éüíñóú", "#$@[₩]^`{|}~", "#$ŽŠĐĆČžšđćč", @"#¥@[\]^`{|}~",
    ];

    public static bool Has(byte number) => number < Sets.Length;

    public static char Letter(byte set, byte code) => Places.IndexOf((char)code) is var place and >= 0 ? Sets[set][place] : (char)code;
}
