using System.Diagnostics;
using Pennant.Tests.Device.Crashes;

namespace Pennant.Tests.Device.Disks;

/// <summary>A real file system of its own for the device: a small tmpfs in a mount namespace that only the device's process is in.</summary>
internal sealed class SmallDisk(string folder)
{
    private static readonly Lazy<string[]> Unshare = new(FindUnshare);

    /// <summary>The words before the device's command line.</summary>
    /// <param name="prepare">Shell commands after the mount; <c>$disk</c> is the folder.</param>
    public string[] Before(string size, string prepare = ":") =>
        [.. Unshare.Value, "sh", "-ec", $"disk='{folder}'; mkdir -p \"$disk\"; mount -t tmpfs -o size={size} tmpfs \"$disk\"; {prepare}; exec \"$@\"", "sh"];

    /// <summary>Fills it to the last byte.</summary>
    public void Fill(DeviceProcess device)
    {
        using var ballast = new FileStream(Ballast(device), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true) ballast.Write(new byte[1024]);
        }
        catch (IOException)
        {
            return; // it is full
        }
    }

    public void Free(DeviceProcess device) => File.Delete(Ballast(device));

    /// <summary>Mounts it anew, e.g. <c>remount,rw</c>.</summary>
    public void Remount(DeviceProcess device, string options)
    {
        var (code, output) = Run(["nsenter", "--preserve-credentials", "-U", "-m", "-t", $"{device.Id}", "mount", "-o", options, folder]);
        if (code != 0) throw new InvalidOperationException(output);
    }

    private string Ballast(DeviceProcess device) => $"/proc/{device.Id}/root{folder}/ballast";

    private static string[] FindUnshare()
    {
        string[] unshare = ["unshare", "--user", "--map-root-user", "--mount"];
        var (code, output) = Run([.. unshare, "true"]);
        return code == 0 ? unshare : throw new InvalidOperationException($"These tests need user namespaces ({output.Trim()}). On Ubuntu: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0");
    }

    private static (int Code, string Output) Run(string[] command)
    {
        using var process = Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })!;
        var output = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
