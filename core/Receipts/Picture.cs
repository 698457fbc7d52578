using Pennant.Contract;

namespace Pennant.Receipts;

/// <summary>A sender's picture, made to fit the paper.</summary>
internal static class Picture
{
    /// <summary>As large as a whole factor makes it, so that every dot stays a square; a picture that is too wide is shrunk and dithered.</summary>
    /// <param name="longest">Rows that the paper has left.</param>
    public static Rendered Fit(byte[] png, int width, int longest)
    {
        if (Png.Size(png) is not { } size || (long)size.Width * size.Height > Limits.ImageDots) return Rendered.BadImage;
        var factor = width / size.Width;
        var height = factor > 0 ? (long)size.Height * factor : Math.Max(1, (long)size.Height * width / size.Width);
        if (height > longest) return Rendered.TooLong;
        if (Png.Decode(png) is not { } picture) return Rendered.BadImage;
        return Rendered.Of(factor > 0 ? Enlarged(picture, factor) : Shrunk(picture, width, (int)height));
    }

    private static Raster Enlarged(Raster picture, int factor)
    {
        if (factor == 1) return picture;
        var large = Dots.Blank(picture.Width * factor, picture.Height * factor);
        for (var y = 0; y < large.Height; y++)
            for (var x = 0; x < large.Width; x++)
                if (picture.IsBlack(x / factor, y / factor)) Dots.Blacken(large, x, y);
        return large;
    }

    /// <summary>Each dot is as grey as the dots that it stands for; Floyd and Steinberg's diffusion keeps the grey.</summary>
    private static Raster Shrunk(Raster picture, int width, int height)
    {
        var small = Dots.Blank(width, height);
        var (error, below) = (new int[width + 2], new int[width + 2]);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var wanted = Blackness(picture, x, y, width, height) + (error[x + 1] / 16);
                var isBlack = wanted >= 128;
                if (isBlack) Dots.Blacken(small, x, y);
                var left = wanted - (isBlack ? 255 : 0);
                error[x + 2] += left * 7;
                below[x] += left * 3;
                below[x + 1] += left * 5;
                below[x + 2] += left;
            }
            (error, below) = (below, error);
            Array.Clear(below);
        }
        return small;
    }

    private static int Blackness(Raster picture, int x, int y, int width, int height)
    {
        int left = x * picture.Width / width, right = Math.Max(left + 1, (x + 1) * picture.Width / width);
        int top = (int)((long)y * picture.Height / height), bottom = Math.Max(top + 1, (int)((y + 1L) * picture.Height / height));
        var black = 0;
        for (var row = top; row < bottom; row++)
            for (var column = left; column < right; column++)
                if (picture.IsBlack(column, row)) black++;
        return black * 255 / ((right - left) * (bottom - top));
    }


}
