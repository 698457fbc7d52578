using System.Text;
using Pennant.Receipts;
using Pennant.Receipts.Text;

namespace Pennant.Tests.Receipts;

/// <summary>The texts in the folder Golden, drawn without header and footer. Also compiled into the program that draws them on another processor.</summary>
internal static class GoldenTexts
{
    private static readonly Shaper Shaper = new();

    /// <param name="folder">Texts, <c>name.txt</c>.</param>
    public static IEnumerable<(string Name, int Width)> All(string folder)
    {
        foreach (var name in Directory.GetFiles(folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
            foreach (var width in name is "latin" or "chinese" or "emoji" or "arabic" or "devanagari" ? new[] { 384, 512, 576 } : [384, 576])
                yield return (name, width);
    }

    public static Raster Draw(string folder, string name, int width)
    {
        var text = File.ReadAllText(Path.Combine(folder, name + ".txt"), Encoding.UTF8);
        var profile = PrinterProfile.For(width);
        var page = new Page(profile, profile.Dots(1.5));
        var size = profile.Dots(3.25);
        lock (Shaper)
        {
            page.Space(profile.Dots(1));
            foreach (var paragraph in Markup.Parse(CleanText.Clean(text)))
                foreach (var line in new LineFiller(Shaper, size, page.Width).Fill(paragraph.Spans))
                    page.Add(line, size, line.Left);
            page.Space(profile.Dots(1));
            return page.Draw();
        }
    }
}
