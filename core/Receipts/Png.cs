using System.Buffers.Binary;
using System.IO.Compression;
using Pennant.Contract;
using Pennant.Receipts.Pictures;
using SkiaSharp;

namespace Pennant.Receipts;

/// <summary>1-bit greyscale PNG, which SkiaSharp reads but cannot write.</summary>
public static class Png
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>The same raster gives the same bytes.</summary>
    public static byte[] Encode(Raster raster)
    {
        using var file = new MemoryStream();
        file.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, raster.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), raster.Height);
        header[8] = 1;
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compressed(raster));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The sides as the file's beginning gives them, before anything is unpacked.</summary>
    /// <returns>Null when it is no PNG.</returns>
    public static (int Width, int Height)? Size(ReadOnlySpan<byte> png)
    {
        if (png.Length < 33 || !png.StartsWith(Signature)) return null;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(png[16..]), BinaryPrimitives.ReadInt32BigEndian(png[20..]));
        return width > 0 && height > 0 ? (width, height) : null;
    }

    /// <summary>Whether the file has one bit for a dot, so that it cannot hold a grey.</summary>
    public static bool IsBlackAndWhite(ReadOnlySpan<byte> png) => png.Length > 24 && png[24] == 1;

    /// <summary>Any PNG as dots: what is darker than half, and not transparent, is black.</summary>
    /// <returns>Null when it is no PNG that can be read.</returns>
    public static Raster? Decode(byte[] png)
    {
        if (DecodeGrey(png) is not { } grey) return null;
        var raster = Dots.Blank(grey.Width, grey.Height);
        for (int i = 0, x = 0, y = 0; i < grey.Light.Length; i++)
        {
            if (grey.Light[i] < 128) Dots.Blacken(raster, x, y);
            if (++x == grey.Width) (x, y) = (0, y + 1);
        }
        return raster;
    }

    /// <summary>Dots that a picture of its kind may have: to unpack colours takes four times as much memory.</summary>
    internal static int MostDots(ReadOnlySpan<byte> png) => png.Length > 25 && png[25] == 0 ? Limits.ImageDots : Limits.ColourImageDots;

    /// <summary>Any PNG as greys on white paper.</summary>
    /// <returns>Null when it is no PNG that can be read to its end.</returns>
    internal static Grey? DecodeGrey(byte[] png)
    {
        using var data = SKData.CreateCopy(png);
        using var codec = SKCodec.Create(data);
        if (codec is not { EncodedFormat: SKEncodedImageFormat.Png }) return null;
        var isGrey = codec.Info is { ColorType: SKColorType.Gray8, IsOpaque: true };
        using var pixels = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, isGrey ? SKColorType.Gray8 : SKColorType.Rgba8888, isGrey ? SKAlphaType.Opaque : SKAlphaType.Unpremul));
        if (codec.GetPixels(pixels.Info, pixels.GetPixels()) != SKCodecResult.Success) return null;
        return new Grey(pixels.Width, pixels.Height, isGrey ? Packed(pixels) : OnPaper(pixels.GetPixelSpan()));
    }

    private static byte[] Packed(SKBitmap grey)
    {
        var light = new byte[grey.Width * grey.Height];
        for (var y = 0; y < grey.Height; y++) grey.GetPixelSpan().Slice(y * grey.RowBytes, grey.Width).CopyTo(light.AsSpan(y * grey.Width));
        return light;
    }

    private static byte[] OnPaper(ReadOnlySpan<byte> rgba)
    {
        var light = new byte[rgba.Length / 4];
        for (var i = 0; i < light.Length; i++)
        {
            var dot = rgba.Slice(i * 4, 4);
            var shown = ((dot[0] * 299) + (dot[1] * 587) + (dot[2] * 114)) / 1000;
            light[i] = (byte)(255 - ((255 - shown) * dot[3] / 255));
        }
        return light;
    }

    private static byte[] Compressed(Raster raster)
    {
        using var bytes = new MemoryStream();
        using (var zlib = new ZLibStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
        {
            var line = new byte[raster.Stride + 1];
            for (var y = 0; y < raster.Height; y++)
            {
                var row = raster.Row(y);
                for (var i = 0; i < row.Length; i++) line[i + 1] = (byte)~row[i];
                zlib.Write(line);
            }
        }
        return bytes.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(type);
        file.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(data, Crc(type, uint.MaxValue)));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var octet in data) crc = CrcTable[(crc ^ octet) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var n = 0u; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
