using System.Buffers.Binary;

namespace Pennant.Device.Jobs;

/// <summary>The first bytes of a SQLite file are the same in every journal of ours; without them nothing behind them is read. Source: sqlite.org/fileformat.html, 1.3.</summary>
internal static class DatabaseHeader
{
    private const int Length = 100, PageBytes = 4096, PagesAt = 28;

    /// <summary>Where, and what may stand there: the last one when it is anything else. A file whose tables are all in the write-ahead log has zeros for some.</summary>
    private static readonly (int At, byte[][] Values)[] Known =
    [
        (0, [[.. "SQLite format 3\0"u8]]),
        (16, [[0x10, 0x00]]), // pages of 4096 bytes
        (18, [[1, 1], [2, 2]]), // rollback journal, write-ahead log
        (20, [[0, 64, 32, 32]]),
        (44, [[0, 0, 0, 0], [0, 0, 0, 4]]), // schema format
        (56, [[0, 0, 0, 0], [0, 0, 0, 1]]), // UTF-8
    ];

    /// <summary>A file without any head, being new, counts as whole.</summary>
    public static bool IsWhole(string path)
    {
        if (!File.Exists(path)) return true;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var head = new byte[Length];
        return file.ReadAtLeast(head, Length, throwOnEndOfStream: false) < Length || Known.All(part => IsKnown(head, part));
    }

    public static void Mend(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var head = new byte[Length];
        if (file.ReadAtLeast(head, Length, throwOnEndOfStream: false) < Length) return;
        foreach (var part in Known.Where(part => !IsKnown(head, part))) part.Values[^1].CopyTo(head, part.At);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(PagesAt), (uint)(file.Length / PageBytes));
        file.Position = 0;
        file.Write(head);
    }

    private static bool IsKnown(byte[] head, (int At, byte[][] Values) part) =>
        part.Values.Any(value => head.AsSpan(part.At, value.Length).SequenceEqual(value));
}
