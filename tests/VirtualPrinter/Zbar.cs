using System.Diagnostics;
using System.Text;
using Pennant.Local.Printer;
using Pennant.Receipts;
using Pennant.Tests.Journeys;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>A reader of bar codes that others wrote.</summary>
internal static class Zbar
{
    /// <summary>The paper has no border of its own at the sides: a reader needs some white around a code.</summary>
    private const int Border = 32;

    /// <returns>What the slip says, each with its kind in front, as <c>zbarimg</c> prints it.</returns>
    public static Task<string> ReadAsync(Slip slip) => ReadAsync(OnATable(slip), "-Senable", "-Si25.enable", "-Supca.enable", "-Supce.enable");

    /// <param name="options">What to look for, and how to say it.</param>
    public static async Task<string> ReadAsync(string picture, params string[] options)
    {
        await Apt.NeedAsync("/usr/bin/zbarimg", "zbar-tools");
        var start = new ProcessStartInfo("/usr/bin/zbarimg", ["--quiet", "--nodbus", .. options, picture]) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
        using var zbar = Process.Start(start)!;
        var said = await Task.WhenAll(zbar.StandardOutput.ReadToEndAsync(), zbar.StandardError.ReadToEndAsync());
        await zbar.WaitForExitAsync();
        return said[0].TrimEnd('\n');
    }

    /// <returns>The file of a picture with white around the slip.</returns>
    public static string OnATable(Slip slip)
    {
        var file = Path.ChangeExtension(slip.File, ".table.png");
        File.WriteAllBytes(file, Png.Encode(OnATable(slip.ReadRaster())));
        return file;
    }

    private static Raster OnATable(Raster paper)
    {
        var stride = paper.Stride + (2 * Border / 8);
        var table = new Raster(stride * 8, paper.Height + (2 * Border), new byte[stride * (paper.Height + (2 * Border))]);
        for (var y = 0; y < paper.Height; y++) paper.Row(y).CopyTo(table.Bits.AsSpan(((Border + y) * stride) + (Border / 8)));
        return table;
    }
}
