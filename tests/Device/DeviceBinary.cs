namespace Pennant.Tests.Device;

/// <summary>The device program as the build left it, with its own runtime configuration; the copy beside the tests lacks what ASP.NET brings.</summary>
internal static class DeviceBinary
{
    public static string Path { get; } = Checkout.File($"device/bin/{Configuration}/net10.0/pennant-device");

    /// <summary><c>bin/{configuration}/net10.0/</c>, of the tests as of the device.</summary>
    private static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
