using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Pennant.Tests.Cloud.Delivery;

/// <summary>The pipeline's build specifications, run here one after the other in a fresh copy of the checkout. Of their commands only those are replaced that install programs,
/// build and run this very test suite, or deploy.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class BuildspecTests(SynthesizedCloud cloud)
{
    private const string Nothing = ":";
    private const string Npm = "(cd cdk && npm ci)";
    private const string Deploy = """(set -f && cd cdk && npx cdk deploy $PENNANT_STACKS --app "../cloud/$PENNANT_ENV" --method=change-set --require-approval never --progress events --ci)""";
    private const string Synth = "for env in $PENNANT_ENVIRONMENTS; do\n  (cd cdk && npx cdk synth --quiet -c \"env=$env\" --output \"../cloud/$env\") || exit 1\ndone\n";

    /// <summary>What dotnet-install.sh does, as far as matters here.</summary>
    private const string Installer = """
        while [ $# -gt 1 ]; do [ "$1" = --install-dir ] && folder=$2; shift; done
        mkdir -p "$folder"
        rm -f "$folder/dotnet"
        printf '#!/bin/sh\necho 10.0.100\n' > "$folder/dotnet"
        chmod 755 "$folder/dotnet"
        """;

    /// <summary>Programs: a build machine of CodeBuild's is root and has none, this one has them.</summary>
    private static readonly Dictionary<string, string?> Installs = new()
    {
        ["curl --fail --silent --show-error --location --retry 3 --output /tmp/dotnet-install.sh https://dot.net/v1/dotnet-install.sh"] = Nothing,
        ["bash /tmp/dotnet-install.sh --channel 10.0 --install-dir /root/.dotnet --no-path"] = Nothing,
        ["ln --symbolic --force /root/.dotnet/dotnet /usr/bin/dotnet"] = Nothing,
        ["dotnet --version"] = "dotnet --version",
    };

    [Fact]
    public void Every_project_of_the_pipeline_has_a_specification_that_CodeBuild_can_read()
    {
        var files = cloud.Prod.Of("AWS::CodeBuild::Project").Select(project => (string)project.Properties["Source"]!["BuildSpec"]!).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(Directory.GetFiles(Checkout.File("cdk/Pipeline")).Select(file => $"cdk/Pipeline/{Path.GetFileName(file)}").Order(StringComparer.Ordinal), files);
        Assert.All(files, file => Assert.NotEmpty(Read(Checkout.Root, file).Phases));
        Assert.All(files.SelectMany(file => Read(Checkout.Root, file).Phases), phase => Assert.False(phase.GoesOnAfterFailure));
    }

    [Fact]
    public async Task The_test_step_builds_and_tests_the_whole_repository()
    {
        using var folder = new CopiedCheckout();
        var specification = Read(folder.Path, "cdk/Pipeline/test.buildspec.yml");

        await new BuildRun(folder.Path, Variables("pennant-test")).RunAsync(specification, new Dictionary<string, string?>(Installs)
        {
            ["apt-get update"] = Nothing,
            ["apt-get install --yes --no-install-recommends libicu72 clang zlib1g-dev"] = Nothing,
            // What is running now. One room of it builds here, so that what every room is built by is there in the copy.
            ["dotnet build Pennant.sln"] = "dotnet build core/Contract && dotnet sln Pennant.sln list | grep tests/Tests.csproj",
            ["dotnet test --no-build"] = "test -f Pennant.sln",
        });
    }

    [Fact]
    public async Task What_the_synth_step_makes_of_a_fresh_copy_is_what_the_deploy_steps_deploy()
    {
        using var folder = new CopiedCheckout();
        using var artifact = new TemporaryFolder();
        var synth = Read(folder.Path, "cdk/Pipeline/synth.buildspec.yml");

        await new BuildRun(folder.Path, WithReadyFunctions(Variables("pennant-synth"))).RunAsync(synth, new Dictionary<string, string?>(Installs)
        {
            ["dnf install --assumeyes clang libicu zlib-devel"] = Nothing,
            [Npm] = Npm,
            ["""printf '%s' "$PENNANT_SETTINGS" > cdk/cdk.context.json"""] = """printf '%s' "$PENNANT_SETTINGS" > cdk/cdk.context.json""",
            [Synth] = Synth,
        });
        new BuildRun(folder.Path, new Dictionary<string, string>()).Collect(synth, artifact.Path);

        var stacks = Stacks(cloud.Prod.Folder);
        Assert.Equal(stacks, Stacks(Path.Combine(artifact.Path, "cloud", "prod")));
        Assert.All(stacks, stack => Assert.Equal(Template(cloud.Prod.Folder, stack), Template(Path.Combine(artifact.Path, "cloud", "prod"), stack)));
        Assert.Equal(Template(cloud.Prod.Folder, "pennant-pipeline"), Template(Path.Combine(artifact.Path, "cloud", "dev"), "pennant-pipeline"));
        Assert.Equal("cdk deploy pennant-account pennant-pipeline --app ../cloud/dev --method=change-set --require-approval never --progress events --ci", await DeployAsync(artifact.Path, "pennant-deploy-shared"));
        Assert.Equal("cdk deploy pennant-*-dev --app ../cloud/dev --method=change-set --require-approval never --progress events --ci", await DeployAsync(artifact.Path, "pennant-deploy-dev"));
        Assert.Equal("cdk deploy pennant-*-prod --app ../cloud/prod --method=change-set --require-approval never --progress events --ci", await DeployAsync(artifact.Path, "pennant-deploy-prod"));
    }

    /// <summary>A machine that has no .NET, and one that has an older one in a folder that stands first in its PATH, as CodeBuild's own image has.</summary>
    [Theory]
    [InlineData("synth", "8.0.100")]
    [InlineData("synth", null)]
    [InlineData("test", null)]
    public async Task The_SDK_that_a_step_installs_is_the_one_that_it_finds(string step, string? before)
    {
        using var machine = new TemporaryFolder();
        var bin = Directory.CreateDirectory(Path.Combine(machine.Path, "usr/bin")).FullName;
        var first = Directory.CreateDirectory(Path.Combine(machine.Path, "root/.dotnet")).FullName;
        if (before is not null) await File.WriteAllTextAsync(Path.Combine(first, "dotnet"), $"#!/bin/sh\necho {before}\n");
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(machine.Path, "tmp")).FullName, "dotnet-install.sh"), Installer);
        var specification = Read(Checkout.Root, $"cdk/Pipeline/{step}.buildspec.yml");
        var run = new BuildRun(machine.Path, new Dictionary<string, string> { ["PATH"] = $"{(before is null ? "" : $"{first}:")}{bin}:/usr/bin:/bin" });

        if (before is not null) await run.RunAsync(Buildspec.Parse("version: 0.2\nphases: {build: {commands: [chmod]}}"), new Dictionary<string, string?> { ["chmod"] = "chmod 755 root/.dotnet/dotnet" });
        await run.RunAsync(specification, specification.Commands.ToDictionary(command => command, command => IsOfTheSdk(command) ? Machine().Replace(command, $" {machine.Path}/$1/") : null));

        await run.RunAsync(Buildspec.Parse("version: 0.2\nphases: {build: {commands: [look]}}"), new Dictionary<string, string?> { ["look"] = """test "$(dotnet --version)" = 10.0.100""" });

        static bool IsOfTheSdk(string command) => command.StartsWith("bash /tmp/dotnet-install.sh", StringComparison.Ordinal) || command.StartsWith("ln ", StringComparison.Ordinal) || command == "dotnet --version";
    }

    [Fact]
    public async Task A_command_that_nobody_has_listed_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var specification = Buildspec.Parse("version: 0.2\nphases:\n  build:\n    commands:\n      - npm run surprise\n");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => new BuildRun(folder.Path, new Dictionary<string, string>()).RunAsync(specification, new Dictionary<string, string?>()));

        Assert.EndsWith("npm run surprise", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 0.1\nphases: {build: {commands: [ls]}}", "The version must be 0.2.")]
    [InlineData("version: 0.2\nphases: {biuld: {commands: [ls]}}", "CodeBuild knows no biuld here")]
    [InlineData("version: 0.2\nphases: {build: {runtime-versions: {nodejs: 22}, commands: [ls]}}", "CodeBuild knows no runtime-versions here")]
    [InlineData("version: 0.2\nphases: {build: {on-failure: STOP, commands: [ls]}}", "STOP must be one of ABORT, CONTINUE")]
    [InlineData("version: 0.2\nphases: {build: {commands: [{a: b}]}}", "this must be one line of text")]
    public void What_CodeBuild_would_not_take_is_refused(string text, string sentence)
    {
        Assert.Contains(sentence, Assert.Throws<FormatException>(() => Buildspec.Parse(text)).Message, StringComparison.Ordinal);
    }

    /// <summary>The deploy step with its last command written down instead of run.</summary>
    private async Task<string> DeployAsync(string folder, string project)
    {
        var record = Path.Combine(folder, $"{project}.txt");
        await new BuildRun(folder, Variables(project)).RunAsync(Read(folder, "cdk/Pipeline/deploy.buildspec.yml"), new Dictionary<string, string?>
        {
            [Npm] = Npm,
            ["find cloud -name bootstrap -exec chmod 755 {} +"] = "find cloud -name bootstrap -exec chmod 755 {} +",
            [Deploy] = $$"""npx() { echo "$@" > '{{record}}'; }; {{Deploy}}""",
        });
        return (await File.ReadAllTextAsync(record)).TrimEnd();
    }

    private Dictionary<string, string> Variables(string project) =>
        cloud.Prod.One("AWS::CodeBuild::Project", project).Properties["Environment"]!["EnvironmentVariables"]!.AsArray().ToDictionary(variable => (string)variable!["Name"]!, variable => (string)variable!["Value"]!);

    /// <summary>Linking them takes minutes.</summary>
    private Dictionary<string, string> WithReadyFunctions(Dictionary<string, string> variables)
    {
        var settings = JsonNode.Parse(variables["PENNANT_SETTINGS"])!;
        foreach (var (name, path) in cloud.Prod.Ready) settings[name] = path;
        return new Dictionary<string, string>(variables) { ["PENNANT_SETTINGS"] = settings.ToJsonString() };
    }

    private static string[] Stacks(string folder) =>
        [.. Directory.GetFiles(folder, "*.template.json").Select(file => Path.GetFileName(file)[..^".template.json".Length]).Order(StringComparer.Ordinal)];

    /// <summary>Without the paths that the CDK's command has the app write beside each resource, and without the name of the API's deployment, which the CDK makes from them too.</summary>
    private static string Template(string folder, string stack)
    {
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{stack}.template.json")))!;
        foreach (var (_, resource) in template["Resources"]!.AsObject()) resource!.AsObject().Remove("Metadata");
        return DeploymentName().Replace(template.ToJsonString(), "$1");
    }

    private static Buildspec Read(string folder, string file) => Buildspec.Parse(File.ReadAllText(Path.Combine(folder, file)));

    [GeneratedRegex(" /(root|tmp|usr)/")]
    private static partial Regex Machine();

    [GeneratedRegex("(Deployment[0-9A-F]{8})[0-9a-f]{32}")]
    private static partial Regex DeploymentName();
}
