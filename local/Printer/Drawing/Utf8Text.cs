namespace Pennant.Local.Printer.Drawing;

/// <summary>Bytes from 80h on, put together to characters. What is no UTF-8 becomes U+FFFD.</summary>
internal sealed class Utf8Text
{
    private int codePoint, missing;

    /// <returns>Null until the character is complete.</returns>
    public int? Take(byte code)
    {
        if (code >= 0xC0)
        {
            missing = code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : 1;
            codePoint = code & (0x3F >> missing);
            return null;
        }
        if (missing == 0) return 0xFFFD;
        codePoint = (codePoint << 6) | (code & 0x3F);
        if (--missing > 0) return null;
        return codePoint is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) or < 0x80 ? 0xFFFD : codePoint;
    }

    public void Clear() => missing = 0;
}
