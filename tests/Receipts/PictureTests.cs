using CsCheck;
using Pennant.Contract;
using Pennant.Receipts;
using Pennant.Receipts.Pictures;
using SkiaSharp;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class PictureTests
{
    private const int Block = 12;

    /// <summary>As <see cref="RenderingTests"/>' pictures: a difference is looked at, and then either the code or the picture is put right.</summary>
    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    public void A_photograph_looks_as_it_did_dot_for_dot_on_every_machine(int width)
    {
        var file = Path.Combine(Checkout.Root, "tests", "Receipts", $"photograph-{width}.png");

        var raster = ReceiptRenderer.Render(new ReceiptContent("A face", "Ada", Encoded(Face(700, 840), SKColorType.Gray8)), PrinterProfile.For(width)).Raster!;

        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;
        if (expected?.Hash() != raster.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(raster));
        Assert.Equal(expected?.Hash(), raster.Hash());
    }

    [Fact]
    public void A_photograph_can_be_recognised_in_its_dots()
    {
        var face = Face(700, 840);

        var dots = Picture.Fit(Encoded(face, SKColorType.Gray8), 360, 2000).Raster!;

        Assert.Equal((360, 432), (dots.Width, dots.Height));
        Assert.InRange(Likeness(face.Shrunk(360, 432), dots), 0.97, 1);
    }

    [Fact]
    public void Colours_are_printed_as_bright_as_they_look()
    {
        var colours = new Grey(90, 30, [.. Enumerable.Range(0, 90 * 30).Select(i => (byte)(i % 90 / 30 * 120))]);
        var (grey, colour) = (Picture.Fit(Encoded(colours, SKColorType.Gray8), 90, 100), Picture.Fit(Encoded(colours, SKColorType.Rgba8888), 90, 100));

        Assert.Equal(grey.Raster!.Hash(), colour.Raster!.Hash());
    }

    [Fact]
    public void What_can_be_seen_through_is_paper()
    {
        using var clear = new SKBitmap(new SKImageInfo(40, 40, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        clear.Erase(new SKColor(0, 0, 0, 0));

        Assert.True(Picture.Fit(Encoded(clear), 40, 100).Raster!.Bits.All(b => b == 0));
    }

    [Fact]
    public void Shrinking_keeps_the_light_of_the_whole_and_needs_no_fractions()
    {
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Int[1, 60], Gen.Byte.Array[3600]).Sample((a, b, c, d, bytes) =>
        {
            var picture = new Grey(Math.Max(a, b), Math.Max(c, d), bytes[..(Math.Max(a, b) * Math.Max(c, d))]);
            var small = picture.Shrunk(Math.Min(a, b), Math.Min(c, d));

            Assert.InRange(small.Light.Average(v => v) - picture.Light.Average(v => v), -0.51, 0.51);
        }, iter: 2000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(255)]
    public void A_grey_has_as_much_white_as_it_is_light(byte light)
    {
        var dots = Dither.ToDots(new Grey(200, 200, [.. Enumerable.Repeat(light, 200 * 200)]));

        Assert.InRange(1 - (dots.Bits.Sum(b => int.PopCount(b)) / 40_000.0) - (light / 255.0), -0.01, 0.01);
    }

    [Fact]
    public void Fog_is_parted_and_what_is_meant_to_be_pale_stays_pale()
    {
        var fog = Tones.ForPaper(new Grey(256, 1, [.. Enumerable.Range(0, 256).Select(x => (byte)(100 + (x / 4)))]));
        var pale = Tones.ForPaper(new Grey(40, 1, [.. Enumerable.Range(0, 40).Select(x => (byte)(215 + x))]));

        Assert.Equal((0, 255), (fog.Light.Min(), fog.Light.Max()));
        Assert.True(pale.Light.Min() > 200);
    }

    [Theory]
    [InlineData(2001, 1000, SKColorType.Rgba8888)]
    [InlineData(4000, 2001, SKColorType.Gray8)]
    public void More_dots_than_any_paper_has_are_not_unpacked(int width, int height, SKColorType kind)
    {
        using var large = new SKBitmap(new SKImageInfo(width, height, kind, kind == SKColorType.Gray8 ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        large.Erase(SKColors.Gray);

        Assert.Equal(FailureCode.BadImage, Picture.Fit(Encoded(large), 552, 12_000).Failure);
    }

    /// <summary>Correlation of the light of small squares.</summary>
    private static double Likeness(Grey picture, Raster dots)
    {
        var squares = from y in Enumerable.Range(0, picture.Height / Block) from x in Enumerable.Range(0, picture.Width / Block) select (x, y);
        var pairs = squares.Select(s => (Light: Mean(s, (x, y) => picture.Light[(y * picture.Width) + x]), White: Mean(s, (x, y) => dots.IsBlack(x, y) ? 0 : 255))).ToList();
        var (a, b) = (pairs.Average(p => p.Light), pairs.Average(p => p.White));
        return pairs.Sum(p => (p.Light - a) * (p.White - b)) / Math.Sqrt(pairs.Sum(p => (p.Light - a) * (p.Light - a)) * pairs.Sum(p => (p.White - b) * (p.White - b)));
    }

    private static double Mean((int X, int Y) square, Func<int, int, int> light) =>
        (from y in Enumerable.Range(square.Y * Block, Block) from x in Enumerable.Range(square.X * Block, Block) select light(x, y)).Average();

    /// <summary>Something like a portrait: round, lit from one side, before a background that darkens downwards. Whole numbers only.</summary>
    internal static Grey Face(int width, int height)
    {
        var light = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                int u = ((2 * x) - width) * 1000 / width, v = ((2 * y) - height) * 1000 / height;
                light[(y * width) + x] = (byte)Math.Clamp(Lit(u, v), 0, 255);
            }
        return new Grey(width, height, light);
    }

    private static int Lit(int u, int v)
    {
        var head = (u * u * 100 / 36) + (v * v * 100 / 64);
        if (head > 1_000_000) return v > 600 ? 60 + (v / 20) : 190 - (v / 10);
        if (Near(u, v, -220, -180, 90) || Near(u, v, 220, -180, 90)) return Near(u, v, -220, -180, 40) || Near(u, v, 220, -180, 40) ? 15 : 245;
        if (v is > 330 and < 400 && Math.Abs(u) < 260 - ((v - 330) * 2)) return 70;
        if (v < -480 + (Math.Abs(u) / 4)) return 45;
        return 225 - (head / 9000) - (u / 8) - (Math.Abs(u) < 50 && v is > -100 and < 180 ? 35 : 0);
    }

    private static bool Near(int u, int v, int x, int y, int radius) => ((u - x) * (u - x)) + ((v - y) * (v - y)) < radius * radius;

    private static byte[] Encoded(Grey grey, SKColorType kind)
    {
        var pixels = kind == SKColorType.Gray8 ? grey.Light : [.. grey.Light.SelectMany(v => new byte[] { v, v, v, 255 })];
        using var image = SKImage.FromPixelCopy(new SKImageInfo(grey.Width, grey.Height, kind, SKAlphaType.Opaque), pixels);
        using var png = image.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static byte[] Encoded(SKBitmap bitmap)
    {
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
