using Pennant.Contract;

namespace Pennant.Receipts.Layout;

/// <summary>Below the message: the end of its id, each character in a cell of its own, so that a receipt without an id yet is as wide; and the pennant.</summary>
internal sealed class Footer(Page page, Measures measures, Typesetter typesetter)
{
    private const string NoId = "······";

    public void Add(ReceiptContent content)
    {
        page.Space(measures.Gap);
        page.AddDots(measures.Rule);
        page.Space(measures.HalfGap);
        var end = 0;
        if (content.CopyOf is null || content.CopyOf != content.Id) end = AddId(content.Id is { } id ? Names.ShortId(id) : NoId, 0) + measures.MarkerGap;
        if (content.CopyOf is { } original)
        {
            var words = typesetter.Line("copy of", measures.Small);
            page.Place(words, measures.Small, end, measures.Small);
            AddId(Names.ShortId(original), end + words.Width + measures.MarkerGap);
        }
        AddPennant();
        page.Space(Page.LineHeight(measures.Small));
    }

    /// <returns>Where it ends.</returns>
    private int AddId(string id, int left)
    {
        foreach (var character in id)
        {
            var glyph = typesetter.Line(character.ToString(), measures.Small);
            page.Place(glyph, measures.Small, left + ((measures.Cell - glyph.Width) / 2), measures.Small);
            left += measures.Cell;
        }
        return left;
    }

    private void AddPennant()
    {
        var flag = Flag(measures.Small * 3 / 4, measures.Rule);
        page.Place(flag, page.Width - flag.Width, page.Height + measures.Small - flag.Height);
    }

    /// <summary>A pole and a triangle that flies from its upper half.</summary>
    private static Raster Flag(int height, int pole)
    {
        var (reach, half) = (height * 3 / 2, height / 3);
        var flag = new Raster(pole + reach, height, new byte[(pole + reach + 7) / 8 * height]);
        for (var y = 0; y < height; y++)
        {
            var fly = Math.Max(0, reach - (Math.Abs(y - half) * reach / half));
            for (var x = 0; x < pole + (y <= 2 * half ? fly : 0); x++) flag.Bits[(y * flag.Stride) + (x >> 3)] |= (byte)(0x80 >> (x & 7));
        }
        return flag;
    }
}
