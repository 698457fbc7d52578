using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>How dark the printer prints, in percent of its normal darkness. Source: Epson ESC/POS reference, <c>GS ( K</c> function 49: m = 0 is 100 %, each step 5 %.</summary>
internal static class DensityCommand
{
    public const int Normal = 100, Lowest = 70, Highest = 140, Step = 5;

    /// <summary>No printer can be asked for it. One that answers <c>GS ( H</c> knows this family of commands; another might print the command as text.</summary>
    public static bool IsUnderstoodBy(PrinterAbilities printer) => printer.Evidence == Evidence.Confirmed;

    public static byte[] For(int percent) => [0x1D, 0x28, 0x4B, 0x02, 0x00, 49, unchecked((byte)((percent - Normal) / Step))];
}
