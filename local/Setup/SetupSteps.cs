namespace Pennant.Local.Setup;

/// <summary>What one start needs built.</summary>
/// <param name="CdkOut">The folder of synthesized templates.</param>
/// <param name="Pages">The built pages.</param>
/// <param name="Device">The device program.</param>
/// <param name="LocalFolder">The room <c>local</c> with its npm packages.</param>
public sealed record BuiltProduct(string CdkOut, string Pages, string Device, string LocalFolder);

/// <summary>Everything between a fresh clone and a product that can start. Each step is skipped when its inputs have not changed.</summary>
public sealed class SetupSteps(Repository repository, Action<string> progress)
{
    private static readonly string[] Core = ["core/Contract", "core/Receipts", "core/Aws", "Directory.Build.props", "Directory.Packages.props", "global.json"];

    public async Task<BuiltProduct> RunAsync(CancellationToken cancellation)
    {
        await CheckToolsAsync(cancellation);
        foreach (var folder in new[] { "local", "cdk", "frontend" }) await InstallAsync(folder, cancellation);
        await BuildPagesAsync(cancellation);
        await PublishAsync("functions", "lambdas/Lambdas.csproj", ["lambdas", .. Core], cancellation);
        await PublishAsync("preview", "lambdas/Preview/Preview.csproj", ["lambdas/Preview", "lambdas/Directory.Build.targets", .. Core], cancellation);
        await PublishAsync("device", "device/Device.csproj", ["device", .. Core], cancellation);
        await SynthesizeAsync(cancellation);
        return new BuiltProduct(Out("cdk.out"), Pages, Path.Combine(Out("device"), "pennant-device"), repository.Folder("local"));
    }

    private static string NpmStep(string folder) => $"npm-{folder.Replace('/', '-')}";

    private string Pages => Path.Combine(repository.Folder("frontend"), "out");

    private string Out(string name) => Path.Combine(repository.Build, name);

    private static async Task CheckToolsAsync(CancellationToken cancellation)
    {
        var node = await Tool.TryReadAsync("node", "--version", cancellation)
            ?? throw new SetupException("Node.js was not found. Install Node.js 20 or newer with npm and start Pennant again.");
        if (!Version.TryParse(node.TrimStart('v'), out var version) || version.Major < 20)
            throw new SetupException($"Node.js {node} is too old. Install Node.js 20 or newer and start Pennant again.");
        if (await Tool.TryReadAsync("npm", "--version", cancellation) is null)
            throw new SetupException("npm was not found. It comes with Node.js; on Debian it may be the package npm.");
    }

    /// <summary>Fetches the npm packages of one room.</summary>
    public Task InstallAsync(string folder, CancellationToken cancellation) =>
        StepAsync(NpmStep(folder), $"Fetching the npm packages of {folder}", [$"{folder}/package-lock.json"], Path.Combine(repository.Folder(folder), "node_modules"), () =>
            Tool.RunAsync(repository.Folder(folder), LogOf(NpmStep(folder)), "npm", ["ci", "--no-audit", "--no-fund"], null, cancellation), cancellation);

    private Task BuildPagesAsync(CancellationToken cancellation) =>
        StepAsync("pages", "Building the pages", ["frontend"], Pages, () =>
            Tool.RunAsync(repository.Folder("frontend"), LogOf("pages"), "npm", ["run", "build"], new Dictionary<string, string>
            {
                ["NEXT_PUBLIC_API_BASE_URL"] = "/api",
                ["NEXT_PUBLIC_PAPER_BASE_URL"] = "/paper",
                ["NEXT_TELEMETRY_DISABLED"] = "1",
            }, cancellation), cancellation);

    private Task PublishAsync(string name, string project, string[] inputs, CancellationToken cancellation) =>
        StepAsync(name, $"Building {Path.GetFileNameWithoutExtension(project)}", inputs, Out(name), async () =>
        {
            if (Directory.Exists(Out(name))) Directory.Delete(Out(name), recursive: true);
            await Tool.RunAsync(repository.Root, LogOf(name), "dotnet", ["publish", project, "-c", "Release", "--use-current-runtime", "--no-self-contained", "-o", Out(name), "-v", "quiet", "--nologo"], null, cancellation);
        }, cancellation);

    private Task SynthesizeAsync(CancellationToken cancellation) =>
        StepAsync("synth", "Synthesizing the cloud", ["cdk", "core/Contract", "statemachines", .. Stamps("functions", "preview")], Out("cdk.out"), () =>
            Tool.RunAsync(repository.Folder("cdk"), LogOf("synth"), "npx",
                ["cdk", "synth", "--quiet", "-c", "env=dev", "-c", $"functions={Out("functions")}", "-c", $"preview={Out("preview")}", "-c", $"pages={Pages}", "-o", Out("cdk.out")], null, cancellation), cancellation);

    private IEnumerable<string> Stamps(params string[] names) => names.Select(name => Path.GetRelativePath(repository.Root, StampOf(name)));

    private string StampOf(string name) => Out($"{name}.stamp");

    private string LogOf(string name) => Path.Combine(repository.Build, "logs", $"{name}.log");

    private async Task StepAsync(string name, string what, string[] inputs, string result, Func<Task> run, CancellationToken cancellation)
    {
        var fingerprint = repository.Fingerprint(inputs);
        if (IsDone()) return;
        Directory.CreateDirectory(repository.Build);
        using var turn = await TurnAsync(name, cancellation);
        if (IsDone()) return;
        progress(what + " …");
        File.Delete(StampOf(name));
        await run();
        await File.WriteAllTextAsync(StampOf(name), fingerprint, cancellation);

        bool IsDone() => Directory.Exists(result) && File.Exists(StampOf(name)) && File.ReadAllText(StampOf(name)) == fingerprint;
    }

    /// <summary>Two that build in the same checkout take turns, step by step.</summary>
    private async Task<FileStream> TurnAsync(string name, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(Out($"{name}.turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(Out($"{name}.turn")))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
            }
        }
    }
}
