using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud;

/// <summary>What the CDK app wrote for one set of settings.</summary>
internal sealed class Synthesis : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-cdk-");
    private CloudTemplate? template;

    private Synthesis()
    {
    }

    public int ExitCode { get; private set; }

    public string Errors { get; private set; } = "";

    /// <summary>The settings for functions that are ready built.</summary>
    public IReadOnlyDictionary<string, string> Ready => new[] { "functions", "pages", "preview" }.ToDictionary(name => name, name => Path.Combine(folder.FullName, name));

    public string Folder => Path.Combine(folder.FullName, "cdk.out");

    public CloudTemplate Template => template ??= CloudTemplate.Load(Folder);

    /// <summary>Runs the app as <c>cdk synth</c> runs it, without Node's tool around it.</summary>
    /// <param name="context">On top of the settings for functions that are ready built.</param>
    /// <param name="code">What the functions' files hold.</param>
    public static async Task<Synthesis> RunAsync(IReadOnlyDictionary<string, string>? context = null, string code = "a function")
    {
        var synthesis = new Synthesis();
        var settings = new Dictionary<string, string>
        {
            ["functions"] = synthesis.Code("functions", code), ["preview"] = synthesis.Code("preview", $"{code} that draws"), ["pages"] = synthesis.Files("pages", "index.html", "<h1>Write</h1>"),
        };
        foreach (var (name, value) in context ?? new Dictionary<string, string>()) settings[name] = value;
        await synthesis.RunAppAsync(JsonSerializer.Serialize(settings));
        return synthesis;
    }

    public IEnumerable<CloudResource> Of(string type) => Template.Of(type);

    public CloudResource One(string type, string name) => Of(type).Single(resource => resource.Name == name);

    /// <summary>The bucket of dead letters; the account has one more, for its trail.</summary>
    public CloudResource DeadLetters => Of("AWS::S3::Bucket").Single(bucket => bucket.Stack.StartsWith("pennant-print", StringComparison.Ordinal));

    /// <summary>A stack's template as it was written.</summary>
    public JsonObject Stack(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.template.json")))!.AsObject();

    /// <summary>What becomes of a resource when it, or its stack, is deleted, and when it is replaced.</summary>
    public (string OnDeletion, string OnReplacement) Fate(CloudResource resource)
    {
        var written = Stack(resource.Stack)["Resources"]![resource.LogicalId]!;
        return ((string?)written["DeletionPolicy"] ?? "Delete", (string?)written["UpdateReplacePolicy"] ?? "Delete");
    }

    /// <summary>What CloudFormation has been told to deploy first.</summary>
    public IEnumerable<string> StacksBefore(string stack) =>
        Artifact(stack)["dependencies"]?.AsArray().Select(name => name!.ToString()).Where(name => !name.EndsWith(".assets", StringComparison.Ordinal)) ?? [];

    /// <summary>What the CDK's command knows about a stack.</summary>
    public JsonNode Artifact(string stack) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "manifest.json")))!["artifacts"]![stack]!;

    public void Dispose() => folder.Delete(recursive: true);

    private async Task RunAppAsync(string context)
    {
        var room = Checkout.File("cdk");
        var build = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)))!;
        var start = new ProcessStartInfo("dotnet", Path.Combine(room, "bin", build, "net10.0", "Pennant.Cdk.dll")) { WorkingDirectory = room, RedirectStandardError = true };
        start.Environment["CDK_OUTDIR"] = Folder;
        start.Environment["CDK_CONTEXT_JSON"] = context;
        using var app = Process.Start(start)!;
        Errors = await app.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await app.WaitForExitAsync();
        ExitCode = app.ExitCode;
    }

    private string Code(string name, string text)
    {
        File.WriteAllText(Path.Combine(folder.CreateSubdirectory(name).FullName, "amazon-roots.pem"), "roots");
        return Files(name, "bootstrap", text);
    }

    private string Files(string name, string file, string text)
    {
        var made = folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(made, file), text);
        return made;
    }
}
