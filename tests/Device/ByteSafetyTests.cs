using System.Globalization;
using CsCheck;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Device;

/// <summary>The law: whatever somebody writes, the printer is given the commands that it would be given for any other message, and the text only as dots.</summary>
public sealed class ByteSafetyTests
{
    private const int Texts = 100_000;
    private const string Process = "ABCD";
    private static readonly PrinterProfile Narrow = PrinterProfile.For(384);
    private static readonly Evidence[] Evidences = [Evidence.Confirmed, Evidence.Processed, Evidence.Written];

    /// <summary>What printers obey, as somebody would type it who wants to be obeyed.</summary>
    private static readonly Gen<string> Commands = Choose.Of(
        "\u0010\u0004\u0001", "\u0010\u0005\u0002", "\u0010\u0014\u0008\u0001\u0003\u0014\u0001\u0006\u0002\u0008", "\u001B@", "\u001Bp\0\u0019\u00FA", "\u001DV\0", "\u001DVB\0",
        "\u001Dv0\0\u0030\0\u0010\u0004", "\u001D(H\u0006\000000", "\u001D(A\u0002\0\0\u0002", "\u001Da\u00FF", "\u001D(E", "\u001Bt\u0010", "\u001C.", "\u0018", "\u0013", "\u0011", "\u001B=\u0002", "\u001Dr\u0001");

    private static readonly Gen<string> Signs = Choose.Of("# ", "## ", "**", "- ", "  * ", "1. ", "---", "> ", "> > ", "[qr: ", "]", "-> ", " <-", "\\", "\n", "- [ ] ", "\t", " ");

    private static readonly Gen<string> Letters = Choose.Of("a", "W", "é", "ß", "я", "Ω", "ش", "سلام", "ם", "漢", "か", "한", "न", "क्ष", "ไ", "👋🏽", "👩‍👩‍👧", "🇩🇪", "\u0301", "\u202E", "\u2067", "\u200B", "\uFEFF", "\uFFFF", "\uD83D", "\uDE00");

    private static readonly Gen<string> Hostile = Gen.OneOf(
        Gen.Char['\0', '\u00FF'].Select(c => c.ToString()),
        Gen.Char.Select(c => c.ToString()),
        Gen.Int[0, 0x10FFFF].Select(Character),
        Commands, Signs, Letters);

    [Fact]
    public void Whatever_is_written_the_commands_are_the_same_and_the_text_is_dots()
    {
        var template = Evidences.ToDictionary(e => e, e => Frame(Commanded(Render("a"), e)));
        var texts = 0;

        Gen.Select(Hostile.Array[1, 12].Select(string.Concat), Choose.Of(Evidences)).Sample((text, evidence) =>
        {
            Interlocked.Increment(ref texts);
            var raster = Render(text);
            var commands = Commanded(raster, evidence);

            Assert.Equal(template[evidence], Frame(commands));
            Assert.True(AreTheDots(commands.Where(c => c.IsRaster), raster));
        }, iter: Texts);

        Assert.True(texts >= Texts);
    }

    [Fact]
    public void So_it_is_at_every_width_with_a_picture_and_for_the_longest_text()
    {
        byte[] commands = [0x10, 0x04, 0x01, 0x10, 0x05, 0x02, 0x10, 0x14, 0x08];
        var widths = Choose.Of(384, 420, 512, 576);

        Gen.Select(Hostile.Array[1, 60].Select(string.Concat), widths, Gen.Int[1, 40], Choose.Of(Evidences)).Sample((text, width, rows, evidence) =>
        {
            var picture = new Raster(width - 24, rows, [.. Enumerable.Range(0, (width - 17) / 8 * rows).Select(i => commands[i % commands.Length])]);
            var content = new ReceiptContent(text[..Math.Min(text.Length, Limits.TextLength)], text[..Math.Min(text.Length, Limits.FromLength)], Png.Encode(picture));
            var raster = ReceiptRenderer.Render(content, PrinterProfile.For(width)).Raster!;
            var sent = Commanded(raster, evidence);

            Assert.Equal(Frame(Commanded(Render("a"), evidence)), Frame(sent));
            Assert.True(AreTheDots(sent.Where(c => c.IsRaster), raster));
        }, iter: 400);
    }

    [Fact]
    public void A_strip_of_any_height_has_a_head_that_no_printer_obeys()
    {
        foreach (var width in new[] { 384, 420, 512, 576 })
            for (var rows = 1; rows <= 1100; rows++)
            {
                var raster = new Raster(width, rows, new byte[(width + 7) / 8 * rows]);
                (raster.Bits[0], raster.Bits[^1]) = (0x04, 0x10);

                Assert.True(AreTheDots(Commanded(raster, Evidence.Confirmed, 1 + (rows * 37 % 16_384)).Where(c => c.IsRaster), raster));
            }
    }

    private static Raster Render(string text) =>
        ReceiptRenderer.Render(new ReceiptContent(text, text[..Math.Min(text.Length, 8)]), Narrow).Raster ?? throw new InvalidOperationException($"no receipt for {text}");

    /// <summary>The commands in the stream, which as a whole holds nothing that is obeyed out of turn.</summary>
    private static List<Walked> Commanded(Raster raster, Evidence evidence, int pieceBytes = 16_384)
    {
        var printer = new PrinterAbilities(AnswersStatus: true, Model: null, evidence, raster.Width, HasCutter: true);
        var stream = PrintData.Of(raster, PrintStyle.Normal, printer, Process, pieceBytes).Pieces.SelectMany(piece => piece).ToArray();
        Assert.False(IsObeyedOutOfTurn(stream));
        return EscPosWalker.Walk(stream);
    }

    /// <summary>DLE EOT, DLE ENQ and DLE DC4, wherever they stand.</summary>
    private static bool IsObeyedOutOfTurn(ReadOnlySpan<byte> stream)
    {
        for (var found = stream.IndexOf((byte)0x10); found >= 0; found = stream.IndexOf((byte)0x10))
        {
            stream = stream[(found + 1)..];
            if (stream is [0x04 or 0x05 or 0x14, ..]) return true;
        }
        return false;
    }

    /// <summary>Everything but the picture, byte for byte, with the picture's place.</summary>
    private static string Frame(List<Walked> commands) =>
        string.Join(' ', commands.Select(c => c.IsRaster ? "dots" : Convert.ToHexString(c.Bytes)).Aggregate(new List<string>(), (all, next) =>
        {
            if (next != "dots" || all.LastOrDefault() != "dots") all.Add(next);
            return all;
        }));

    private static bool AreTheDots(IEnumerable<Walked> strips, Raster raster)
    {
        var row = 0;
        foreach (var strip in strips)
        {
            if (strip.BytesPerRow != raster.Stride || !strip.Dots.SequenceEqual(raster.Bits.AsSpan(row * raster.Stride, strip.Rows * raster.Stride))) return false;
            row += strip.Rows;
        }
        return row == raster.Height;
    }

    /// <summary>Any of Unicode's, and half of a pair where it is one.</summary>
    private static string Character(int value) => value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString(CultureInfo.InvariantCulture) : char.ConvertFromUtf32(value);
}
