namespace Pennant.Tests.Cloud.Delivery;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-delivery-");

    public string Path => folder.FullName;

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>What GitHub would give CodePipeline: this checkout's files, none of them executable, without its history and without what was built.</summary>
internal sealed class CopiedCheckout : IDisposable
{
    private static readonly HashSet<string> Left =
    [
        ".git", ".pennant", ".scratch", ".next", ".vs", ".idea", "bin", "cdk.out", "next-env.d.ts", "node_modules", "obj", "out", "TestResults",
    ];

    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly TemporaryFolder folder = new();

    public CopiedCheckout() => Copy(Checkout.Root, Path);

    public string Path => folder.Path;

    public void Dispose() => folder.Dispose();

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from).Where(IsWanted))
        {
            var copy = System.IO.Path.Combine(to, System.IO.Path.GetFileName(file));
            File.Copy(file, copy);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(copy, Plain);
        }
        foreach (var sub in Directory.GetDirectories(from).Where(IsWanted)) Copy(sub, System.IO.Path.Combine(to, System.IO.Path.GetFileName(sub)));
    }

    private static bool IsWanted(string path) => !Left.Contains(System.IO.Path.GetFileName(path));
}
