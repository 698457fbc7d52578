namespace Pennant.Device.Jobs;

/// <summary>One device per data folder: the kernel lets go of the lock when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    public const string Name = "journal.lock";
    private const int WouldBlock = 11, WouldBlockOnMac = 35;
    private readonly FileStream? file;

    private FolderLock(FileStream? file) => this.file = file;

    /// <exception cref="FolderInUseException">Another device runs on this folder.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write there.</exception>
    /// <remarks>A disk that takes no new file cannot lock either; nothing can be written there by two, then.</remarks>
    public static FolderLock Take(string folder)
    {
        try
        {
            return new FolderLock(new FileStream(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is WouldBlock or WouldBlockOnMac)
        {
            throw new FolderInUseException(folder, e);
        }
        catch (IOException)
        {
            return new FolderLock(null);
        }
    }

    public void Dispose() => file?.Dispose();
}

internal sealed class FolderInUseException(string folder, Exception inner) : IOException($"another pennant-device is running on {folder}: two would print everything twice. Stop it, or give this one its own folder with --data.", inner);
