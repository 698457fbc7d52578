namespace Pennant.Device.Provisioning;

/// <summary>Files that only their owner may read, each written whole or not at all. They belong to whom their folder belongs to: what root writes for the service, the service can read.</summary>
internal sealed class PrivateFiles(string folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Folder { get; } = Path.GetFullPath(folder);

    public bool Has(string name) => File.Exists(Path.Combine(Folder, name));

    public string? Read(string name) => Has(name) ? File.ReadAllText(Path.Combine(Folder, name)) : null;

    /// <returns>False when the file says exactly this already; it is left alone then.</returns>
    public bool Write(string name, string text)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("A key must have a file mode, and Windows has none.");
        if (Read(name) == text) return false;
        Directory.CreateDirectory(Folder, OwnerOnly | UnixFileMode.UserExecute);
        var path = Path.Combine(Folder, name);
        var unfinished = $"{path}.new";
        File.Delete(unfinished);
        using (var stream = new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }
        if (Environment.IsPrivilegedProcess && FileOwner.Of(Folder) is { } owner && owner != FileOwner.Of(unfinished)) FileOwner.Set(unfinished, owner);
        File.Move(unfinished, path, overwrite: true);
        return true;
    }
}
