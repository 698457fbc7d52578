using System.Globalization;
using System.Text;

namespace Pennant.Contract;

/// <summary>Characters that print nothing: they are no message, and a receipt leaves them out.</summary>
public static class Invisible
{
    public static bool Is(Rune rune) => rune.Value switch
    {
        // Signs under Arabic and Syriac numbers, which are to be seen although they are called format characters.
        (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x08E2 => false,
        // Letters, marks and symbols that draw nothing: Hangul and Khmer fillers, Mongolian and other variation selectors, the empty braille cell.
        0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0 => true,
        (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF) => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format,
    };
}
