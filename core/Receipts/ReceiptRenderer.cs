using Pennant.Receipts.Layout;
using Pennant.Receipts.Pictures;
using Pennant.Receipts.Text;

namespace Pennant.Receipts;

/// <summary>Draws receipts. The same content and profile give the same dots on every machine. Safe to use from several threads, of which one draws at a time.</summary>
public static class ReceiptRenderer
{
    private static readonly Lock Drawing = new();
    private static readonly Lazy<Typesetter> Typesetter = new(() => new Typesetter(new Shaper()));

    /// <returns>A raster as wide as the printer, or why there is none.</returns>
    public static Rendered Render(ReceiptContent content, PrinterProfile profile)
    {
        lock (Drawing)
        {
            var measures = new Measures(profile);
            var page = new Page(profile, measures.Margin);
            page.Space(measures.Edge);
            new Header(page, measures, Typesetter.Value).Add(content);
            new Body(page, measures, Typesetter.Value, profile).Add([.. Markup.Parse(CleanText.Clean(content.Text))]);
            if (page.RowsLeft > 0 && content.ImagePng is { } png && AddPicture(png, page, measures) is { } failure) return failure;
            new Footer(page, measures, Typesetter.Value).Add(content);
            page.Space(measures.Edge);
            return page.RowsLeft < 0 ? Rendered.TooLong : Rendered.Of(page.Draw());
        }
    }

    private static Rendered? AddPicture(byte[] png, Page page, Measures measures)
    {
        var fitted = Picture.Fit(png, page.Width, page.RowsLeft);
        if (fitted.Raster is not { } picture) return fitted;
        page.Space(measures.Gap);
        page.Add(picture, (page.Width - picture.Width) / 2);
        return null;
    }
}
