namespace Pennant.Local.Printer.Drawing;

/// <summary>Characters that take two cells. Source: Unicode Standard Annex 11, the large blocks of East Asian width W and F.</summary>
internal static class Wide
{
    public static bool Is(int codePoint) => codePoint is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
