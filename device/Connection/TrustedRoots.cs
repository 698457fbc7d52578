using System.Runtime.InteropServices;

namespace Pennant.Device.Connection;

/// <summary>Keeps OpenSSL from reading the machine's some 140 roots for every start: .NET builds the chain of the device's own certificate from them, and of the server's the device believes none but its root CA.</summary>
internal static partial class TrustedRoots
{
    /// <summary>Call before the first TLS connection of the process. .NET's own environment does not reach OpenSSL.</summary>
    /// <remarks>What the environment says already stays.</remarks>
    public static void UseOnly(string rootCa)
    {
        if (OperatingSystem.IsWindows()) return;
        _ = SetVariable("SSL_CERT_FILE", rootCa, 0);
        _ = SetVariable("SSL_CERT_DIR", "/nonexistent", 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
