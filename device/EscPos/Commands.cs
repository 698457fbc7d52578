using System.Text;

namespace Pennant.Device.EscPos;

/// <summary>The ESC/POS that Pennant sends. Besides <see cref="DensityCommand"/> no other file writes command bytes.</summary>
internal static class Commands
{
    /// <summary>Back to defaults; empties the print buffer and switches Automatic Status Back off.</summary>
    public static readonly byte[] Initialize = [0x1B, 0x40];

    /// <summary>Automatic Status Back for on-line, error and paper changes.</summary>
    public static readonly byte[] AutomaticStatusOn = [0x1D, 0x61, 0x0E];

    public static readonly byte[] AutomaticStatusOff = [0x1D, 0x61, 0x00];

    /// <summary>Asks for the model's name as text.</summary>
    public static readonly byte[] AskModel = [0x1D, 0x49, 67];

    /// <summary>Asks what the printer is equipped with, one byte, queued: bit 1 is a cutter.</summary>
    public static readonly byte[] AskEquipment = [0x1D, 0x49, 2];

    /// <summary>A queued status request: it is answered when the printer has worked off everything before it.</summary>
    public static readonly byte[] AskQueued = [0x1D, 0x72, 0x01];

    /// <summary>Feeds what was printed past the cutter and cuts; without a cutter it only feeds.</summary>
    public static readonly byte[] FeedAndCut = [0x1D, 0x56, 66, 0x00];

    /// <summary><c>DLE EOT</c> 1 to 4: real-time status requests, answered in this order, a byte each. Must not stand inside another command.</summary>
    public static readonly byte[] AskStatus = [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 3, 0x10, 0x04, 4];

    /// <summary>Feeds <paramref name="rows"/> dot rows.</summary>
    public static byte[] Feed(byte rows) => [0x1B, 0x4A, rows];

    /// <summary>The printer gives <paramref name="process"/> (four visible ASCII characters) back when all before it is on paper.</summary>
    public static byte[] AskCompletion(string process) => [0x1D, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, .. Encoding.ASCII.GetBytes(process)];

    /// <summary><c>GS v 0</c>, normal size.</summary>
    public static byte[] Raster(int bytesPerRow, int rows, ReadOnlySpan<byte> bits) =>
        [0x1D, 0x76, 0x30, 0x00, (byte)bytesPerRow, (byte)(bytesPerRow >> 8), (byte)rows, (byte)(rows >> 8), .. bits];

    /// <summary>Ends a command of up to <paramref name="bytes"/> bytes that an earlier connection broke off: as data these are white, as commands nothing.</summary>
    public static byte[] Rest(int bytes) => new byte[bytes];
}
