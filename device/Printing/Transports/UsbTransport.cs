namespace Pennant.Device.Printing.Transports;

/// <summary>A printer on Linux' usblp driver, one file for each printer that is plugged in.</summary>
internal static class UsbTransport
{
    public const string Folder = "/dev/usb";

    /// <exception cref="IOException">There is no printer, or another program has it.</exception>
    public static Task<Stream> OpenAsync(UsbAddress printer, TimeProvider time) =>
        Task.FromResult<Stream>(CharacterDevice.Open(Find(printer), time));

    /// <summary>The printer's file. A printer that was unplugged may come back under another number: when the file that was named is gone and there is exactly one other, that is it.</summary>
    private static string Find(UsbAddress printer)
    {
        if (printer.Path is { } path && File.Exists(path)) return path;
        var others = Others(printer.Path is null ? Folder : Path.GetDirectoryName(printer.Path)!);
        if (others.Length == 1 || (printer.Path is null && others.Length > 0)) return others[0];
        throw new IOException(printer.Path is null ? $"there is no printer in {Folder}" : $"{printer.Path} is not there");
    }

    private static string[] Others(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder, "lp*").Order(StringComparer.Ordinal)] : [];
}
