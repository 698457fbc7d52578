using CsCheck;
using Pennant.Contract;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class RenderingTests
{
    private static readonly PrinterProfile Wide = PrinterProfile.For(576);

    /// <summary>Rows below the message, at 203 dpi.</summary>
    private const int Footer = 16 + 2 + 8 + 25 + 16;

    /// <summary>What people see. A difference is looked at, and then either the code or the picture is put right: the new picture is left beside the old one.</summary>
    [Theory]
    [InlineData(384)]
    [InlineData(420)]
    [InlineData(512)]
    [InlineData(576)]
    public void A_receipt_looks_as_it_did_dot_for_dot_on_every_machine(int width)
    {
        const string text = "# Dinner on Friday?\nHello Anna! 👋 We found the **good** olives and three kinds of bread, so nobody needs to bring anything "
            + "but themselves (and maybe the dog). 🐕‍🦺\n\nSee you at 19:30 — Ελένη, Владимир & Zoë 👩🏽‍🚀🇩🇪❤️\n---\n- bread 🍞, the dark one from the shop at the corner\n  - [x] butter\n10. wine, €12/bottle\n> שלום עולם and back\n- مرحبا بالعالم 123\n-> ## the middle <-\n[qr: https://pennant.example/ü]\n"
            + "unknown: \U0001F9FF \uE000, cut: ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZ";
        var picture = Png.Encode(PngTests.Noise(40, 8, 7));
        var content = new ReceiptContent(text, "Tom from upstairs", picture)
        {
            At = new DateTimeOffset(2026, 11, 23, 17, 20, 0, TimeSpan.Zero), TimeZone = "Europe/Berlin", Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4", CopyOf = "01KAR3D0Z6M0S5Q4H6Z1ABCDEF",
        };
        var file = Path.Combine(Checkout.Root, "tests", "Receipts", $"receipt-{width}.png");

        var raster = Render(content, PrinterProfile.For(width));

        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;
        if (expected?.Hash() != raster.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(raster));
        Assert.Equal(expected?.Hash(), raster.Hash());
    }

    [Fact]
    public void Nothing_is_ever_drawn_in_the_margins_or_outside_the_paper()
    {
        var characters = Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char[" \n*#->[]qr:1.\\—،שم👋"], Gen.Char);

        Gen.Select(characters.Array[0, 300], Gen.Int[0, 3].Select(i => new[] { 384, 420, 512, 576 }[i])).Sample((text, width) =>
        {
            var profile = PrinterProfile.For(width);
            var raster = ReceiptRenderer.Render(new ReceiptContent(new string(text), new string(text.AsSpan(0, text.Length / 8))), profile).Raster;
            return raster is null || (raster.Width == width && Enumerable.Range(0, raster.Height).All(y => !raster.IsBlack(0, y) && !raster.IsBlack(width - 1, y)));
        }, iter: 200);
    }

    [Fact]
    public void A_chain_of_joined_pictures_is_cut_as_any_long_word()
    {
        var chain = string.Concat(Enumerable.Repeat("👩\u200D", 200));

        var raster = Render(new ReceiptContent(chain), Wide);

        Assert.True(raster.Height > 10 * 32);
        Assert.All(Enumerable.Range(0, raster.Height), y => Assert.False(raster.IsBlack(566, y)));
    }

    [Fact]
    public void No_receipt_holds_bytes_that_a_printer_would_obey()
    {
        byte[] commands = [0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14];
        var picture = new Raster(552, 20, [.. Enumerable.Range(0, 20 * 69).Select(i => commands[i % commands.Length])]);

        var raster = Render(new ReceiptContent("x", null, Png.Encode(picture)), PrinterProfile.For(576));

        Assert.False(RealTime.IsIn(raster.Bits));
    }

    [Theory]
    [InlineData("a\U000F0000b")]
    [InlineData("\U00013000")]
    public void A_character_that_no_font_has_is_a_visible_box(string text)
    {
        var boxes = Render(new ReceiptContent(text), Wide);
        var none = Render(new ReceiptContent(text.Replace("\U000F0000", "").Replace("\U00013000", " ")), Wide);

        Assert.True(Ink(boxes) - Ink(none) > 60);
    }

    [Fact]
    public void Controls_and_direction_overrides_change_nothing()
    {
        Assert.Equal(Render(new ReceiptContent("exe.txt"), Wide).Hash(), Render(new ReceiptContent("\u202Eexe\u0000.t\u200Bxt\u202C"), Wide).Hash());
    }

    [Fact]
    public void The_sender_stands_above_the_text_on_one_line()
    {
        var without = Render(new ReceiptContent("hello"), Wide);
        var with = Render(new ReceiptContent("hello", "Tom\nfrom upstairs"), Wide);

        Assert.Equal(58, with.Height - without.Height);
        Assert.Equal(without.Hash(), Render(new ReceiptContent("hello", " \u200B "), Wide).Hash());
    }

    [Fact]
    public void Empty_lines_around_the_text_take_no_paper_and_those_inside_do()
    {
        Assert.Equal(Render(new ReceiptContent("a"), Wide).Hash(), Render(new ReceiptContent("\n\na\n\n\n"), Wide).Hash());
        Assert.Equal(64, Render(new ReceiptContent("a\n\nb"), Wide).Height - Render(new ReceiptContent("a"), Wide).Height);
    }

    [Fact]
    public void More_paper_than_one_message_may_have_is_refused()
    {
        var picture = Png.Encode(new Raster(8, 500, new byte[500]));

        Assert.Equal(FailureCode.TooLong, ReceiptRenderer.Render(new ReceiptContent(string.Concat(Enumerable.Repeat("a\n", Limits.TextLength / 2))), Wide).Failure);
        Assert.Equal(FailureCode.TooLong, ReceiptRenderer.Render(new ReceiptContent("a", null, picture), Wide).Failure);
        Assert.True(Wide.Millimetres(Render(new ReceiptContent(new string('W', Limits.TextLength)), Wide).Height) < Limits.PaperMillimetres);
    }

    [Theory]
    [InlineData(552, 10, 1)]
    [InlineData(276, 10, 2)]
    [InlineData(100, 10, 5)]
    public void A_picture_is_enlarged_by_a_whole_factor_and_stands_in_the_middle(int width, int height, int factor)
    {
        var picture = PngTests.Noise(width, height, 3);
        RealTime.Break(picture.Bits);
        var left = (576 - (width * factor)) / 2;

        var paper = Render(new ReceiptContent("x", null, Png.Encode(picture)), Wide);
        var top = paper.Height - Footer - (height * factor);

        for (var y = 0; y < height * factor; y++)
            for (var x = 0; x < width * factor; x++)
                Assert.True(!picture.IsBlack(x / factor, y / factor) || paper.IsBlack(left + x, top + y), $"dot {x}, {y}");
    }

    [Fact]
    public void A_picture_that_is_too_wide_is_shrunk_and_keeps_its_grey()
    {
        var grey = new Raster(1104, 400, [.. Enumerable.Range(0, 400).SelectMany(y => Enumerable.Repeat((byte)(y % 2 == 0 ? 0xAA : 0x00), 138))]);

        var paper = Render(new ReceiptContent(".", null, Png.Encode(grey)), Wide);
        var ink = Ink(paper) - Ink(Render(new ReceiptContent("."), Wide));

        Assert.InRange(ink, 552 * 200 * 24 / 100, 552 * 200 * 26 / 100);
    }

    [Fact]
    public void A_damaged_picture_is_refused()
    {
        var png = Png.Encode(PngTests.Noise(100, 100, 1));
        png[60] ^= 0xFF;

        Assert.Equal(FailureCode.BadImage, ReceiptRenderer.Render(new ReceiptContent("a", null, png), Wide).Failure);
        Assert.Equal(FailureCode.BadImage, ReceiptRenderer.Render(new ReceiptContent("a", null, [1, 2, 3]), Wide).Failure);
    }

    [Fact]
    public void Many_threads_get_the_same_dots()
    {
        var expected = Render(new ReceiptContent("many 👋 threads"), Wide).Hash();

        var hashes = new string[32];
        Parallel.For(0, hashes.Length, i => hashes[i] = Render(new ReceiptContent("many 👋 threads"), Wide).Hash());

        Assert.All(hashes, h => Assert.Equal(expected, h));
    }

    private static Raster Render(ReceiptContent content, PrinterProfile profile) =>
        ReceiptRenderer.Render(content, profile).Raster ?? throw new InvalidOperationException("no receipt");

    private static int Ink(Raster raster) => raster.Bits.Sum(b => int.PopCount(b));
}
