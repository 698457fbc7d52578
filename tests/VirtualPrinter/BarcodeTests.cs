using System.Text;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>What the printer draws is read by a program that others wrote: zbarimg.</summary>
public sealed class BarcodeTests
{
    [Theory]
    [InlineData(0, "03600029145", "UPC-A:036000291452")]
    [InlineData(1, "04210000526", "UPC-E:04252614")]
    [InlineData(2, "400638133393", "EAN-13:4006381333931")]
    [InlineData(3, "9638507", "EAN-8:96385074")]
    [InlineData(4, "PENNANT-39 $/+%.", "CODE-39:PENNANT-39 $/+%.")]
    [InlineData(5, "0123456789", "I2/5:0123456789")]
    [InlineData(6, "A40156B", "Codabar:A40156B")]
    public async Task A_bar_code_of_either_form_can_be_read(byte kind, string data, string expected)
    {
        await using var bench = await Bench.StartAsync();
        var bytes = Encoding.ASCII.GetBytes(data);

        var first = await bench.PrintAsync([0x1D, 0x77, 2, 0x1D, 0x48, 2, 0x1B, 0x61, 1, 0x1D, 0x6B, kind, .. bytes, 0]);
        var second = await bench.PrintAsync([0x1D, 0x6B, (byte)(kind + 65), (byte)bytes.Length, .. bytes]);

        Assert.Equal(expected, await Zbar.ReadAsync(first));
        Assert.Equal(first.Hash, second.Hash);
    }

    [Theory]
    [InlineData(72, "Code 93: a{b}\t~", "CODE-93:Code 93: a{b}\t~")]
    [InlineData(73, "{BPennant 128{{", "CODE-128:Pennant 128{")]
    [InlineData(73, "{C\u0000\u0001\u0063{Bx{Sy", null)]
    [InlineData(73, "{C\u000C\u0022\u0038{BxY", "CODE-128:123456xY")]
    [InlineData(73, "{ALINE\n{Ba", "CODE-128:LINE\na")]
    [InlineData(79, "00112233", "CODE-128:00112233")]
    [InlineData(79, "Auto 1", "CODE-128:Auto 1")]
    public async Task The_newer_bar_codes_can_be_read(byte kind, string data, string? expected)
    {
        await using var bench = await Bench.StartAsync();
        var bytes = Encoding.Latin1.GetBytes(data);

        var slip = await bench.PrintAsync([0x1D, 0x77, 2, 0x1D, 0x48, 3, 0x1D, 0x66, 1, 0x1D, 0x6B, kind, (byte)bytes.Length, .. bytes], [0x1B, 0x64, 1]);

        if (expected is null) Assert.Contains("left out", Assert.Single(bench.Printer.Notes.All).Text, StringComparison.Ordinal);
        else Assert.Equal(expected, await Zbar.ReadAsync(slip));
    }

    [Theory]
    [InlineData(48, 3)]
    [InlineData(49, 4)]
    [InlineData(50, 6)]
    [InlineData(51, 8)]
    public async Task A_QR_code_can_be_read_at_every_level_and_size(byte level, byte size)
    {
        await using var bench = await Bench.StartAsync();
        const string address = "https://example.org/?id=01JD5Z6M3Q8W4T7Y2X9V0B1C2D&name=Pennant";

        var slip = await bench.PrintAsync(
            [0x1B, 0x61, 1], Symbol(49, 65, 50, 0), Symbol(49, 67, size), Symbol(49, 69, level), Symbol([49, 80, 48, .. Encoding.UTF8.GetBytes(address)]), Symbol(49, 81, 48));

        Assert.Equal($"QR-Code:{address}", await Zbar.ReadAsync(slip));
    }

    [Fact]
    public async Task A_code_that_is_wider_than_the_paper_or_holds_what_it_cannot_is_left_out_and_noted()
    {
        await using var bench = await Bench.StartAsync(s => s with { WidthDots = 384 });

        await bench.PrintAsync([0x1D, 0x77, 6, 0x1D, 0x6B, 4, .. "TOO WIDE FOR THE PAPER"u8, 0], [0x1D, 0x6B, 2, .. "12A456789012"u8, 0], Host.Picture(Bench.Noise(384, 5)));

        Assert.Equal(5, bench.Printer.Slips.All[0].Rows);
        Assert.Equal(2, bench.Printer.Notes.All.Count(note => note.Text.EndsWith("was left out.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_size_of_a_QR_code_is_told()
    {
        await using var bench = await Bench.StartAsync();

        await bench.Host.SendAsync(Symbol(49, 67, 5), Symbol([49, 80, 48, .. "Pennant"u8]), Symbol(49, 82, 48));

        Assert.Equal([0x37, 0x36, .. "105\u001F105\u001F1\u001F0"u8, 0], await bench.Host.ReadAsync(14));
    }

    private static byte[] Symbol(params byte[] p) => [0x1D, 0x28, 0x6B, (byte)p.Length, (byte)(p.Length >> 8), .. p];
}
