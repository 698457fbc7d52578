using System.Runtime.InteropServices;

namespace Pennant.Cdk.Constructs;

/// <summary>What linking a function takes, and what of it a machine lacks.</summary>
/// <param name="System">As a person calls it.</param>
/// <param name="Has">Whether a program is on the path, or a file there.</param>
internal sealed record NativeTools(bool IsLinux, string System, Architecture Processor, Func<string, bool> Has)
{
    private const string Elsewhere = "Synthesize on Linux (in a container of Amazon Linux 2023 for example), let the pipeline do it, or give ready-built functions with -c functions=… -c preview=….";

    /// <summary>Debian's C library of the other architecture; where it is, is fixed.</summary>
    private const string ArmLibrary = "/usr/aarch64-linux-gnu/lib/Scrt1.o";

    public static NativeTools OfThisMachine() => new(OperatingSystem.IsLinux(), RuntimeInformation.OSDescription, RuntimeInformation.OSArchitecture, IsThere);

    /// <returns>One sentence with the way out, or null.</returns>
    public string? Missing(bool isArm)
    {
        if (!IsLinux) return $"The functions are linked for Linux, and this is {System}. {Elsewhere}";
        if (!Has("clang"))
            return "clang is missing: it links the functions (Native AOT). Install it with: sudo apt-get install clang zlib1g-dev (Debian, Ubuntu) or sudo dnf install clang zlib-devel (Amazon Linux, Fedora).";
        return Processor switch
        {
            Architecture.X64 when isArm && !(Has(ArmLibrary) && Has("aarch64-linux-gnu-gcc") && Has("llvm-objcopy")) =>
                "Linking for arm64 on this machine takes a cross tool chain. Install it with: sudo apt-get install clang llvm gcc-aarch64-linux-gnu libc6-dev-arm64-cross (Debian, Ubuntu); elsewhere leave out -c arch=arm64, or synthesize on an ARM machine.",
            Architecture.X64 => null,
            Architecture.Arm64 when isArm => null,
            Architecture.Arm64 => "This is an ARM machine, and the functions are to run on x86_64. Add -c arch=arm64, or synthesize on an x86_64 machine.",
            _ => $"The functions can be linked on x86_64 and on ARM machines, and this one is {Processor}. {Elsewhere}",
        };
    }

    private static bool IsThere(string name) =>
        Path.IsPathRooted(name) ? File.Exists(name) : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, name)));
}
