using System.Diagnostics;
using System.Text;
using Pennant.Local.Printer;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>Codes in two dimensions, read by a program that others wrote: ZXingReader.</summary>
public sealed class SymbolTests
{
    private const byte Pdf417 = 48, Aztec = 53, DataMatrix = 54;

    [Theory]
    [InlineData("A")]
    [InlineData("Pennant 2026")]
    [InlineData("https://example.org/?id=01JD5Z6M3Q8W4T7Y2X9V0B1C2D")]
    [InlineData("0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 ABC abc 0123456789")]
    public async Task A_data_matrix_can_be_read_whatever_its_size(string text)
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync("\u001Ba\u0001"u8.ToArray(), Symbol(DataMatrix, 67, 5), Symbol([DataMatrix, 80, 48, .. Encoding.ASCII.GetBytes(text)]), Symbol(DataMatrix, 81, 48), "\n"u8.ToArray());

        Assert.Equal($"{text} (DataMatrix)", await ReadAsync(slip));
    }

    [Theory]
    [InlineData(100, 4)]
    [InlineData(250, 3)]
    [InlineData(500, 3)]
    [InlineData(1000, 3)]
    public async Task A_large_data_matrix_can_be_read(int letters, byte module)
    {
        await using var bench = await Bench.StartAsync();
        var text = string.Concat(Enumerable.Range(0, letters).Select(i => (char)('A' + (i * 7 % 26))));

        var slip = await bench.PrintAsync(Symbol(DataMatrix, 67, module), Symbol([DataMatrix, 80, 48, .. Encoding.ASCII.GetBytes(text)]), Symbol(DataMatrix, 81, 48), "\n"u8.ToArray());

        Assert.Equal($"{text} (DataMatrix)", await ReadAsync(slip));
    }

    [Theory]
    [InlineData("PENNANT", 0, 48)]
    [InlineData("Pennant: a message printer.", 0, 52)]
    [InlineData("Pennant: a message printer.", 6, 50)]
    [InlineData("A longer text that takes many rows and columns of the symbol, with digits 0123456789 and signs <>&%$ too, so that each cluster is met.", 0, 53)]
    public async Task A_PDF417_can_be_read_in_every_shape_and_level(string text, byte columns, byte level)
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync(
            "\u001Ba\u0001"u8.ToArray(), Symbol(Pdf417, 65, columns), Symbol(Pdf417, 67, 2), Symbol(Pdf417, 69, 48, level), Symbol([Pdf417, 80, 48, .. Encoding.ASCII.GetBytes(text)]), Symbol(Pdf417, 81, 48), "\n"u8.ToArray());

        Assert.Equal($"{text} (PDF417)", await ReadAsync(slip));
    }

    [Theory]
    [InlineData(3, 23)]
    [InlineData(20, 23)]
    [InlineData(40, 50)]
    [InlineData(100, 23)]
    [InlineData(250, 10)]
    [InlineData(600, 23)]
    public async Task An_Aztec_code_can_be_read_whatever_its_size(int letters, byte percent)
    {
        await using var bench = await Bench.StartAsync();
        var text = string.Concat(Enumerable.Range(0, letters).Select(i => (char)('A' + (i * 7 % 26))));

        // The reader looks for these only in the middle of a picture.
        var slip = await bench.PrintAsync("\u001Ba\u0001"u8.ToArray(), Symbol(Aztec, 67, 4), Symbol(Aztec, 69, percent), Symbol([Aztec, 80, 48, .. Encoding.ASCII.GetBytes(text)]), Symbol(Aztec, 81, 48));

        Assert.Equal($"{text} (Aztec)", await ReadAsync(slip));
    }

    [Fact]
    public async Task What_is_not_drawn_has_a_frame_in_its_place_and_is_noted()
    {
        await using var bench = await Bench.StartAsync();

        var slip = await bench.PrintAsync(Symbol([50, 80, 48, .. "hello"u8]), Symbol(50, 81, 48));

        Assert.Equal(100, slip.Rows);
        Assert.Equal("MaxiCode is not drawn here; a frame with its name stands in its place.", Assert.Single(bench.Printer.Notes.All).Text);
    }

    private static byte[] Symbol(params byte[] p) => [0x1D, 0x28, 0x6B, (byte)p.Length, (byte)(p.Length >> 8), .. p];

    private static async Task<string> ReadAsync(Slip slip)
    {
        await Apt.NeedAsync("/usr/bin/ZXingReader", "zxing-cpp-tools");
        using var reader = Process.Start(new ProcessStartInfo("/usr/bin/ZXingReader", [Zbar.OnATable(slip)]) { RedirectStandardOutput = true })!;
        var said = (await reader.StandardOutput.ReadToEndAsync()).Split('\n').Select(line => line.Split(':', 2)).Where(line => line.Length == 2).ToLookup(line => line[0].Trim(), line => line[1].Trim().Trim('"'));
        await reader.WaitForExitAsync();
        return $"{said["Text"].FirstOrDefault()} ({said["Format"].FirstOrDefault()})";
    }
}
