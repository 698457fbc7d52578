using System.Diagnostics;

namespace Pennant.Tests.Device.Crashes;

/// <summary><c>pennant-device run</c> as a process of its own.</summary>
internal sealed class DeviceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Where the device itself was built, with all its libraries: the tests' folder lacks those that the web framework brings.</summary>
    private static readonly string Program = Path.Combine(Checkout.File("device"), Path.GetRelativePath(Checkout.Root, AppContext.BaseDirectory).Split(Path.DirectorySeparatorChar, 2)[1], "pennant-device.dll");

    private readonly Process process;

    private DeviceProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Recorder<string> Lines { get; } = new();

    public int Id => process.Id;

    /// <param name="crashAt">See <see cref="StartupHook.Script"/>; null lets it live.</param>
    /// <param name="before">A command line in front of it.</param>
    public static DeviceProcess Start(string config, string? crashAt = null, string? job = null, params string[] before)
    {
        string[] command = [.. before, Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Program, "run", "--config", config];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (crashAt is not null)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
            start.Environment[StartupHook.Script] = crashAt;
            start.Environment[StartupHook.Job] = job;
        }
        return new DeviceProcess(Process.Start(start)!);
    }

    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public async Task<string> SaysAsync(string words)
    {
        var says = Lines.OneAsync(line => line.Contains(words, StringComparison.Ordinal));
        var ends = EndsAsync();
        if (await Task.WhenAny(says, ends) == says || says.IsCompleted) return await says;
        throw new InvalidOperationException($"The device ended with {await ends}. It said:\n{string.Join('\n', Lines.All.TakeLast(20))}");
    }

    /// <summary>Until it is connected and subscribed.</summary>
    public Task ListensAsync() => SaysAsync("connected to");

    /// <exception cref="TimeoutException">It lives; says what it said last.</exception>
    public async Task<int> EndsAsync()
    {
        try
        {
            await process.WaitForExitAsync().WaitAsync(Patience);
            return process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The device did not end. It said:\n{string.Join('\n', Lines.All.TakeLast(20))}");
        }
    }

    public async Task KillAsync()
    {
        process.Kill();
        await EndsAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is not null) Lines.Add(line);
    }
}
