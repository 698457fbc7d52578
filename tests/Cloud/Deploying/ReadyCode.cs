namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What <c>cdk deploy</c> would build, as the settings for what is ready built take it. As large as functions are, so that it is uploaded as they are.</summary>
internal sealed class ReadyCode : IDisposable
{
    private const int Size = 8 << 20;
    /// <summary>As dotnet publish leaves a program: rwxr-xr-x.</summary>
    private const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-deploy-");

    private ReadyCode()
    {
    }

    public string Folder => folder.FullName;

    /// <summary>For the CDK's command.</summary>
    public string[] Settings => [.. new[] { "functions", "preview", "pages" }.SelectMany(name => new[] { "-c", $"{name}={Path.Combine(Folder, name)}" })];

    public static ReadyCode Make()
    {
        var code = new ReadyCode();
        code.Function("functions", 1);
        code.Function("preview", 2);
        File.WriteAllText(Path.Combine(code.folder.CreateSubdirectory("pages").FullName, "index.html"), "<h1>Write</h1>");
        return code;
    }

    public void Dispose() => folder.Delete(recursive: true);

    private void Function(string name, int seed)
    {
        var made = folder.CreateSubdirectory(name).FullName;
        var program = new byte[Size];
        new Random(seed).NextBytes(program);
        File.WriteAllBytes(Path.Combine(made, "bootstrap"), program);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path.Combine(made, "bootstrap"), Executable);
        File.WriteAllText(Path.Combine(made, "amazon-roots.pem"), "roots");
    }
}
