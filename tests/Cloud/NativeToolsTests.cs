using System.Runtime.InteropServices;
using Pennant.Cdk.Constructs;
using Xunit;

namespace Pennant.Tests.Cloud;

public sealed class NativeToolsTests
{
    private const string Cross = "clang aarch64-linux-gnu-gcc llvm-objcopy /usr/aarch64-linux-gnu/lib/Scrt1.o";

    [Theory]
    [InlineData(Architecture.X64, false, "clang")]
    [InlineData(Architecture.X64, true, Cross)]
    [InlineData(Architecture.Arm64, true, "clang")]
    public void With_its_tool_chain_a_machine_lacks_nothing(Architecture processor, bool isArm, string has)
    {
        Assert.Null(Linux(processor, has).Missing(isArm));
    }

    [Theory]
    [InlineData(Architecture.X64, false, "", "clang is missing")]
    [InlineData(Architecture.X64, true, "", "clang is missing")]
    [InlineData(Architecture.X64, true, "clang", "sudo apt-get install clang llvm gcc-aarch64-linux-gnu libc6-dev-arm64-cross")]
    [InlineData(Architecture.X64, true, "clang llvm-objcopy aarch64-linux-gnu-gcc", "libc6-dev-arm64-cross")]
    [InlineData(Architecture.Arm64, false, Cross, "Add -c arch=arm64")]
    [InlineData(Architecture.RiscV64, false, "clang", "this one is RiscV64")]
    public void What_is_missing_is_said_with_the_way_out(Architecture processor, bool isArm, string has, string sentence)
    {
        Assert.Contains(sentence, Linux(processor, has).Missing(isArm), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_system_than_Linux_is_named()
    {
        var mac = new NativeTools(false, "Darwin 25.1", Architecture.Arm64, _ => true);

        Assert.StartsWith("The functions are linked for Linux, and this is Darwin 25.1.", mac.Missing(true), StringComparison.Ordinal);
    }

    private static NativeTools Linux(Architecture processor, string has) => new(true, "Debian", processor, has.Split(' ').Contains);
}
