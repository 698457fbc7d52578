namespace Pennant.Receipts.Pictures;

/// <summary>Makes a photograph fit for paper that knows black and white and spreads every black dot a little.</summary>
internal static class Tones
{
    /// <summary>One dot in so many may be lost in pure black, and as many in pure white.</summary>
    private const int Lost = 200;

    /// <summary>Less than this is not a photograph in fog but a picture that is meant to be pale.</summary>
    private const int LeastRange = 48;

    /// <summary>The darkest and the lightest are drawn apart, and the middle is made lighter, by a sixteenth of the range.</summary>
    public static Grey ForPaper(Grey grey)
    {
        var (dark, light) = Range(grey);
        var tones = new byte[256];
        for (var v = 0; v < tones.Length; v++)
        {
            var wide = Math.Clamp((v - dark) * 255 / (light - dark), 0, 255);
            tones[v] = (byte)(wide + (wide * (255 - wide) / 1020));
        }
        return grey with { Light = Array.ConvertAll(grey.Light, v => tones[v]) };
    }

    private static (int Dark, int Light) Range(Grey grey)
    {
        var counts = new int[256];
        foreach (var v in grey.Light) counts[v]++;
        var (dark, light, lost) = (0, 255, grey.Light.Length / Lost);
        for (var seen = counts[0]; seen <= lost && dark < 255; seen += counts[dark]) dark++;
        for (var seen = counts[255]; seen <= lost && light > 0; seen += counts[light]) light--;
        return light - dark < LeastRange ? (0, 255) : (dark, light);
    }
}
