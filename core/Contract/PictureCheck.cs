using System.Buffers.Binary;
using System.Buffers.Text;

namespace Pennant.Contract;

/// <summary>A picture's outside: base64, size, and the PNG header (PNG specification 5.2 and 11.2.1), so that nothing large is ever unpacked.</summary>
internal static class PictureCheck
{
    private static ReadOnlySpan<byte> Start => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, (byte)'I', (byte)'H', (byte)'D', (byte)'R'];

    public static Problem? Check(string image)
    {
        if (!Base64.IsValid(image, out var length)) return Refuse("The picture is not base64.");
        if (length > Limits.ImageBytes) return Refuse($"The picture is {length:N0} bytes long; at most {Limits.ImageBytes:N0} are taken.", Limits.ImageBytes);
        var bytes = Convert.FromBase64String(image).AsSpan();
        if (bytes.Length < 33 || !bytes.StartsWith(Start)) return Refuse("The picture is not a PNG.");
        if (!IsKind(bytes[24], bytes[25])) return Refuse($"The picture is a PNG of a kind that does not exist: {bytes[24]} bits, colour type {bytes[25]}.");
        var width = BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]);
        var most = bytes[25] == 0 ? Limits.ImageDots : Limits.ColourImageDots;
        return width == 0 || height == 0 || (ulong)width * height > (ulong)most
            ? Refuse($"The picture is {width:N0} by {height:N0} dots; at least 1 by 1 and at most {most:N0} dots are taken.", most)
            : null;
    }

    /// <summary>Source: PNG specification, table 11.1.</summary>
    private static bool IsKind(byte bits, byte colour) => colour switch
    {
        0 => bits is 1 or 2 or 4 or 8 or 16,
        3 => bits is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bits is 8 or 16,
        _ => false,
    };

    private static Problem Refuse(string detail, int? limit = null) => MessageCheck.Refuse(detail, "image", limit);
}
