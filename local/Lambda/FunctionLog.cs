using Pennant.Local.Processes;

namespace Pennant.Local.Lambda;

/// <summary>What a function's processes write, each line with its time: the stand-in for its log group.</summary>
internal sealed class FunctionLog(string path, TimeProvider time) : IDisposable
{
    private readonly LogFile file = new(path);

    public string Path => file.Path;

    public void Write(string line) => file.Write($"{time.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {line}");

    public void Dispose() => file.Dispose();
}

/// <param name="Lines">The function's own.</param>
/// <param name="Traces">Of all functions together.</param>
internal sealed record FunctionLogs(FunctionLog Lines, FunctionLog Traces);
