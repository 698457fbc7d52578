using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Receipts;

/// <summary>
/// Every text in the folder Golden as it looks on paper. A difference is looked at, and then either the code or the picture is put right: the new picture is left beside
/// the old one.
/// </summary>
public sealed class GoldenTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "tests", "Receipts", "Golden");

    public static TheoryData<string, int> Pictures()
    {
        var pictures = new TheoryData<string, int>();
        foreach (var (name, width) in GoldenTexts.All(Folder)) pictures.Add(name, width);
        return pictures;
    }

    [Theory]
    [MemberData(nameof(Pictures))]
    public void Text_looks_as_it_did_dot_for_dot_on_every_machine(string name, int width)
    {
        var file = Path.Combine(Folder, $"{name}-{width}.png");

        var drawn = GoldenTexts.Draw(Folder, name, width);

        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;
        if (expected?.Hash() != drawn.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(drawn));
        Assert.Equal(expected?.Hash(), drawn.Hash());
    }
}
