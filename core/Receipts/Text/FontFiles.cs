using HarfBuzzSharp;

namespace Pennant.Receipts.Text;

/// <summary>Which of the bundled fonts to ask for what. DejaVu comes first where it can: its letters are made for black-and-white dots.</summary>
internal static class FontFiles
{
    public const string Pictures = "NotoEmoji.ttf";

    private const string Letters = "DejaVuSans.ttf", BoldLetters = "DejaVuSans-Bold.ttf", MoreLetters = "NotoSans-Regular.ttf";
    private const string Ideographs = "NotoSansSC-Medium.ttf", Hangul = "PennantHangul.ttf", Mathematics = "NotoSansMath-Letters.ttf";
    private const string RingedLetters = "NotoSansSymbols-Letters.ttf", Signs = "NotoSansSymbols2-Signs.ttf";
    private const int LatinEnd = 0x250;

    /// <summary>Scripts that DejaVu has, and who helps where it has not all of one.</summary>
    private static readonly Dictionary<Script, string> Helpers = new()
    {
        [Script.Arabic] = Noto("Arabic"), [Script.Hebrew] = Noto("Hebrew"), [Script.Georgian] = Noto("Georgian"), [Script.Nko] = Noto("NKo"),
        [Script.Tifinagh] = Noto("Tifinagh"), [Script.CanadianSyllabics] = Noto("CanadianAboriginal"),
    };

    private static readonly Dictionary<Script, string> Owners = new()
    {
        [Script.Han] = Ideographs, [Script.Hiragana] = Ideographs, [Script.Katakana] = Ideographs, [Script.Bopomofo] = Ideographs, [Script.Hangul] = Hangul,
        [Script.Devanagari] = Noto("Devanagari"), [Script.Bengali] = Noto("Bengali"), [Script.Gurmukhi] = Noto("Gurmukhi"), [Script.Gujarati] = Noto("Gujarati"),
        [Script.Oriya] = Noto("Oriya"), [Script.Tamil] = Noto("Tamil"), [Script.Telugu] = Noto("Telugu"), [Script.Kannada] = Noto("Kannada"),
        [Script.Malayalam] = Noto("Malayalam"), [Script.Sinhala] = Noto("Sinhala"), [Script.Thai] = Noto("Thai"), [Script.Lao] = Noto("Lao"),
        [Script.Khmer] = Noto("Khmer"), [Script.Myanmar] = Noto("Myanmar"), [Script.Tibetan] = "NotoSerifTibetan-Regular.ttf", [Script.Ethiopic] = Noto("Ethiopic"),
        [Script.Cherokee] = Noto("Cherokee"), [Script.Thaana] = Noto("Thaana"), [Script.Syriac] = Noto("Syriac"), [Script.Adlam] = Noto("Adlam"),
        [Script.Javanese] = Noto("Javanese"), [Script.Balinese] = Noto("Balinese"), [Script.Sundanese] = Noto("Sundanese"), [Script.OlChiki] = Noto("OlChiki"),
        [Script.MeeteiMayek] = Noto("MeeteiMayek"), [Script.Limbu] = Noto("Limbu"), [Script.Lepcha] = Noto("Lepcha"), [Script.TaiLe] = Noto("TaiLe"),
        [Script.NewTaiLue] = Noto("NewTaiLue"), [Script.TaiTham] = Noto("TaiTham"), [Script.Cham] = Noto("Cham"), [Script.Chakma] = Noto("Chakma"), [Script.Yi] = Noto("Yi"),
        [Script.Vai] = Noto("Vai"), [Script.Osage] = Noto("Osage"), [Script.Tagalog] = Noto("Tagalog"), [Script.Hanunoo] = Noto("Hanunoo"), [Script.Buhid] = Noto("Buhid"),
        [Script.Tagbanwa] = Noto("Tagbanwa"), [Script.Buginese] = Noto("Buginese"), [Script.Batak] = Noto("Batak"), [Script.Rejang] = Noto("Rejang"),
        [Script.KayahLi] = Noto("KayahLi"), [Script.Saurashtra] = Noto("Saurashtra"), [Script.SylotiNagri] = Noto("SylotiNagri"), [Script.HanifiRohingya] = Noto("HanifiRohingya"),
    };

    /// <returns>In the order in which they are asked; thickened where a font has no bold of its own.</returns>
    public static IEnumerable<(string Font, Weight Weight)> For(string cluster, Script script, bool isBold)
    {
        var weight = isBold ? Weight.Bold : Weight.Regular;
        if (Emoji.IsPicture(cluster)) yield return (Pictures, Weight.Regular);
        if (cluster[0] < LatinEnd && isBold) yield return (BoldLetters, Weight.Regular);
        if (cluster[0] < LatinEnd) yield return (Letters, weight);
        if (Owners.TryGetValue(script, out var owner)) yield return (owner, (isBold ? owner == Ideographs : IsThin(script)) ? Weight.Thicker : weight);
        if (isBold) yield return (BoldLetters, Weight.Regular);
        yield return (Letters, weight);
        if (Helpers.TryGetValue(script, out var helper)) yield return (helper, weight);
        yield return (Pictures, Weight.Regular);
        yield return (MoreLetters, weight);
        yield return (Ideographs, isBold ? Weight.Thicker : Weight.Regular);
        yield return (Mathematics, weight);
        yield return (RingedLetters, Weight.Thicker);
        yield return (Signs, weight);
    }

    /// <summary>Hair lines one dot wide fade on thermal paper.</summary>
    private static bool IsThin(Script script) => script == Script.Tibetan || script == Script.Cherokee;

    private static string Noto(string script) => $"NotoSans{script}-Regular.ttf";
}
