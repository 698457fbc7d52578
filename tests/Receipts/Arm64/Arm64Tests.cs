using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Receipts.Arm64;

/// <summary>The preview is drawn on one kind of processor and the paper on another: a Raspberry Pi's, which QEMU plays here.</summary>
public sealed class Arm64Tests
{
    private const string Qemu = "/usr/bin/qemu-aarch64", Libraries = "/usr/aarch64-linux-gnu", Libc = Libraries + "/lib/libstdc++.so.6";
    private static readonly string Golden = Checkout.File("tests/Receipts/Golden");

    [Fact]
    public async Task A_receipt_is_the_same_dot_for_dot_on_the_processor_of_a_Raspberry_Pi()
    {
        var here = Samples.Lines(Golden).ToArray();
        using var folder = new ProgramFolder();

        await RunAsync("dotnet", "publish", folder.Path, "-o", folder.Published, "--nologo", "-v", "quiet", "-p:UseSharedCompilation=false");
        var there = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? await RunAsync(folder.Program, Golden)
            : await UnderQemuAsync(folder);

        Assert.True(here.Length > 40);
        Assert.Equal(["Arm64", .. here], there.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static async Task<string> UnderQemuAsync(ProgramFolder folder)
    {
        await Apt.NeedAsync(Qemu, "qemu-user");
        await Apt.NeedAsync(Libc, "libc6-arm64-cross", "libstdc++6-arm64-cross", "libgcc-s1-arm64-cross");
        return await RunAsync(Qemu, "-L", Libraries, folder.Program, Golden);
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a node that stays would keep the pipes open
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors + await output);
        return await output;
    }

    /// <summary>A program for ARM made of the very assemblies under test, with the repository's settings and versions.</summary>
    private sealed class ProgramFolder : IDisposable
    {
        private const string Code = """
            Console.WriteLine(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture);
            foreach (var line in Pennant.Tests.Receipts.Arm64.Samples.Lines(args[0])) Console.WriteLine(line);
            """;

        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("pennant-arm64-");

        public ProgramFolder()
        {
            foreach (var settings in new[] { "Directory.Build.props", "Directory.Packages.props" })
                File.WriteAllText(System.IO.Path.Combine(Path, settings), new XElement("Project", new XElement("Import", new XAttribute("Project", Checkout.File(settings)))).ToString());
            File.WriteAllText(System.IO.Path.Combine(Path, "Program.cs"), Code);
            File.WriteAllText(System.IO.Path.Combine(Path, "Program.csproj"), Project().ToString());
        }

        public string Path => directory.FullName;

        public string Published => System.IO.Path.Combine(Path, "published");

        public string Program => System.IO.Path.Combine(Published, "Pennant.Tests");

        public void Dispose() => directory.Delete(recursive: true);

        private static XElement Project() => new("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("OutputType", "Exe"), new XElement("AssemblyName", "Pennant.Tests"), new XElement("RuntimeIdentifier", "linux-arm64"),
                new XElement("SelfContained", true), new XElement("GenerateDocumentationFile", false), new XElement("EnforceCodeStyleInBuild", false)),
            new XElement("ItemGroup",
                from file in new[] { "GoldenTexts.cs", "Arm64/Samples.cs" } select new XElement("Compile", new XAttribute("Include", Checkout.File($"tests/Receipts/{file}"))),
                from assembly in new[] { "Pennant.Receipts", "Pennant.Contract" } select Reference(System.IO.Path.Combine(AppContext.BaseDirectory, assembly + ".dll")),
                from package in Packages() select new XElement("PackageReference", new XAttribute("Include", package))));

        private static XElement Reference(string file) => new("Reference", new XAttribute("Include", System.IO.Path.GetFileNameWithoutExtension(file)), new XElement("HintPath", file));

        private static IEnumerable<string> Packages() =>
            XElement.Load(Checkout.File("core/Receipts/Receipts.csproj")).Descendants("PackageReference").Select(package => (string)package.Attribute("Include")!);
    }
}
