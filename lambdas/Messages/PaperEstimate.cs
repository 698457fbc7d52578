using System.Buffers.Binary;
using Pennant.Contract;

namespace Pennant.Lambdas.Messages;

/// <summary>About how much paper a message takes and how long that lasts, for a waiting time that can be believed. The receipt itself is drawn elsewhere, with a graphics library that starts slowly.</summary>
internal static class PaperEstimate
{
    /// <summary>A message of a line or two. The page knows its own message's length, and adds what is longer than this.</summary>
    public const int ShortMm = 40;

    /// <summary>Of 80 mm paper at 203 dpi: header, footer and edges; one line; what a line holds of Latin letters. See core/Receipts.</summary>
    private const double FrameMm = 17.5, LineMm = 4.1, CharactersPerLine = 40, DotsPerMm = 8;

    private const int WidthDots = 552;

    /// <summary>Of a slow printer, in millimetres a second.</summary>
    private const double Speed = 80;

    /// <summary>The cut and the printer's answer.</summary>
    private static readonly TimeSpan End = TimeSpan.FromSeconds(1.5);

    /// <param name="message">Checked: its picture is a PNG.</param>
    public static int Of(NewMessage message)
    {
        var lines = message.Text!.Split('\n').Sum(line => Math.Max(1, Math.Ceiling(line.Length / CharactersPerLine)));
        return (int)Math.Min(FrameMm + lines * LineMm + PictureMm(message.Image), Limits.PaperMillimetres);
    }

    public static TimeSpan Time(int messages, int paperMm) => messages * End + TimeSpan.FromSeconds(paperMm / Speed);

    /// <summary>Enlarged by a whole number or shrunk to the paper's width. Source of the two places: PNG specification 11.2.1.</summary>
    private static double PictureMm(string? image)
    {
        if (image is null) return 0;
        // Whole: white space may stand anywhere in base64, so that its first characters alone may be no header.
        var header = Convert.FromBase64String(image).AsSpan();
        double width = BinaryPrimitives.ReadUInt32BigEndian(header[16..]), height = BinaryPrimitives.ReadUInt32BigEndian(header[20..]);
        return height * (width > WidthDots ? WidthDots / width : Math.Floor(WidthDots / width)) / DotsPerMm;
    }
}
