using Pennant.Local.Printer;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

/// <summary>Pictures that somebody has looked at and found right.</summary>
internal static class Golden
{
    /// <summary>Fails, and leaves the new picture beside the old one, when they differ in one dot.</summary>
    public static void Matches(string name, Slip slip)
    {
        var file = Checkout.File($"tests/VirtualPrinter/Golden/{name}.png");
        var printed = slip.ReadRaster();
        var expected = File.Exists(file) ? Png.Decode(File.ReadAllBytes(file)) : null;
        if (expected?.Hash() != printed.Hash()) File.WriteAllBytes(Path.ChangeExtension(file, ".new.png"), Png.Encode(printed));
        Assert.Equal(expected?.Hash(), printed.Hash());
    }
}
