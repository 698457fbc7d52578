namespace Pennant.Receipts.Pictures;

/// <summary>Greys to dots: Floyd and Steinberg's error diffusion, every other row from right to left, so that no worms crawl to one side.</summary>
internal static class Dither
{
    public static Raster ToDots(Grey grey)
    {
        var dots = Dots.Blank(grey.Width, grey.Height);
        var (error, below) = (new int[grey.Width + 2], new int[grey.Width + 2]);
        for (var y = 0; y < grey.Height; y++)
        {
            var step = y % 2 == 0 ? 1 : -1;
            for (var x = step > 0 ? 0 : grey.Width - 1; x >= 0 && x < grey.Width; x += step)
            {
                var wanted = grey.Light[(y * grey.Width) + x] + (error[x + 1] / 16);
                var isBlack = wanted < 128;
                if (isBlack) Dots.Blacken(dots, x, y);
                Spread(wanted - (isBlack ? 0 : 255), x + 1, step, error, below);
            }
            (error, below) = (below, error);
            Array.Clear(below);
        }
        return dots;
    }

    private static void Spread(int left, int at, int step, int[] error, int[] below)
    {
        error[at + step] += left * 7;
        below[at - step] += left * 3;
        below[at] += left * 5;
        below[at + step] += left;
    }
}
