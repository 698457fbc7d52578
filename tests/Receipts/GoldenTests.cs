using System.Text;
using Pennant.Receipts;
using Pennant.Receipts.Text;
using Xunit;

namespace Pennant.Tests.Receipts;

/// <summary>
/// Every text in the folder Golden as it looks on paper, without header and footer. A difference is looked at, and then either the code or the picture is put right:
/// the new picture is left beside the old one.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Receipts", "Golden");
    private static readonly Shaper Shaper = new();

    public static TheoryData<string, int> Pictures()
    {
        var pictures = new TheoryData<string, int>();
        foreach (var name in Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal))
            foreach (var width in name is "latin" or "chinese" or "emoji" or "arabic" or "devanagari" ? new[] { 384, 512, 576 } : [384, 576])
                pictures.Add(name, width);
        return pictures;
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Text_looks_as_it_did_dot_for_dot_on_every_machine(string name, int width)
    {
        var file = Path.Combine(Folder, $"{name}-{width}.png");

        var drawn = Draw(File.ReadAllText(Path.Combine(Folder, name + ".txt"), Encoding.UTF8), PrinterProfile.For(width));

        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;
        if (expected?.Hash() != drawn.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(drawn));
        Assert.Equal(expected?.Hash(), drawn.Hash());
    }

    private static Raster Draw(string text, PrinterProfile profile)
    {
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
