using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pennant.Device.Provisioning;

/// <summary>Who a file belongs to. .NET knows a file's mode and not its owner.</summary>
internal static partial class FileOwner
{
    private const int CurrentFolder = -100, NoFollow = 0x100;
    private const uint Basics = 0x7FF;

    // struct statx is the same on every processor, unlike struct stat.
    private const int StatxLength = 256, UserOffset = 20, GroupOffset = 24;

    /// <returns>Null when there is no such file.</returns>
    public static (uint User, uint Group)? Of(string path)
    {
        var answer = new byte[StatxLength];
        if (Statx(CurrentFolder, path, NoFollow, Basics, answer) != 0) return null;
        return (BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(UserOffset)), BinaryPrimitives.ReadUInt32LittleEndian(answer.AsSpan(GroupOffset)));
    }

    /// <exception cref="IOException">Only root may give files away.</exception>
    public static void Set(string path, (uint User, uint Group) owner)
    {
        if (Lchown(path, owner.User, owner.Group) != 0) throw new IOException($"{path} could not be given to the user {owner.User}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, [Out] byte[] answer);

    [LibraryImport("libc", EntryPoint = "lchown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Lchown(string path, uint user, uint group);
}
