namespace Pennant.Receipts.Pictures;

/// <summary>A sender's picture, made to fit the paper.</summary>
internal static class Picture
{
    /// <summary>
    /// As large as a whole factor makes it, so that every dot stays a square; a picture that is too wide is shrunk. Black and white stays as it is when it need not be
    /// shrunk; greys and colours are dithered.
    /// </summary>
    /// <param name="longest">Rows that the paper has left.</param>
    public static Rendered Fit(byte[] png, int width, int longest)
    {
        if (Png.Size(png) is not { } size || (long)size.Width * size.Height > Png.MostDots(png)) return Rendered.BadImage;
        var factor = width / size.Width;
        var height = factor > 0 ? (long)size.Height * factor : Math.Max(1, (long)size.Height * width / size.Width);
        if (height > longest) return Rendered.TooLong;
        if (Png.DecodeGrey(png) is not { } picture) return Rendered.BadImage;
        var fitted = factor > 0 ? picture.Enlarged(factor) : picture.Shrunk(width, (int)height);
        return Rendered.Of(Dither.ToDots(Png.IsBlackAndWhite(png) ? fitted : Tones.ForPaper(fitted)));
    }
}
