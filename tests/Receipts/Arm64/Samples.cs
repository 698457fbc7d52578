using Pennant.Receipts;
using SkiaSharp;

namespace Pennant.Tests.Receipts.Arm64;

/// <summary>Receipts to compare between processors: the golden texts, and whole receipts with everything on them.</summary>
internal static class Samples
{
    /// <returns>One line a receipt: its name, its height and a number made of all its dots.</returns>
    public static IEnumerable<string> Lines(string folder)
    {
        foreach (var (name, width) in GoldenTexts.All(folder)) yield return Line($"{name}-{width}", GoldenTexts.Draw(folder, name, width));
        foreach (var width in new[] { 384, 512 })
            if (ReceiptRenderer.Render(Whole, PrinterProfile.For(width)).Raster is { } whole) yield return Line($"whole-{width}", whole);
    }

    private static ReceiptContent Whole => new("# Title שלום\n## Less\n- [ ] milk 🥛\n1. **bold** नमस्ते\n> quoted\n-> middle <-\n[qr: https://pennant.example/]", "Zoë 漢字", Picture())
    {
        At = new DateTimeOffset(2026, 11, 23, 17, 20, 0, TimeSpan.Zero), TimeZone = "Asia/Kolkata", Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4", CopyOf = "01KAR3D0Z6M0S5Q4H6Z1ABCDEF",
    };

    /// <summary>In colour and larger than the paper, so that it is shrunk and dithered.</summary>
    private static byte[] Picture()
    {
        using var picture = new SKBitmap(new SKImageInfo(700, 90, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++)
                picture.SetPixel(x, y, new SKColor((byte)(x * 255 / 699), (byte)(y * 255 / 89), (byte)((x * y) >> 8), (byte)(255 - (x / 7))));
        using var png = picture.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    /// <summary>FNV-1a: hashes of .NET's own need libraries that a bare system does not have.</summary>
    private static string Line(string name, Raster raster)
    {
        var number = 14_695_981_039_346_656_037;
        foreach (var octet in raster.Bits) number = unchecked((number ^ octet) * 1_099_511_628_211);
        return $"{name} {raster.Height} {number:X16}";
    }
}
