namespace Pennant.Cdk.Settings;

/// <summary>A place for the CDK's bridge, which unpacks 64 MB at every start and leaves them: for as long as this lives every temporary file of the app goes there, and then away.</summary>
internal sealed class Scratch : IDisposable
{
    private const string Variable = "TMPDIR";
    private readonly string? before = Environment.GetEnvironmentVariable(Variable);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-synth-");

    public Scratch() => Environment.SetEnvironmentVariable(Variable, folder.FullName);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        folder.Delete(recursive: true);
    }
}
