using System.Diagnostics;

namespace Pennant.Tests.Device.Install;

/// <summary>
/// This machine's own Debian, to be changed at will: an overlay in a mount namespace of its own, which is gone with the process that holds it. dpkg and the maintainer
/// scripts run for real in it; <c>systemctl</c> only writes down what it is told, because no systemd runs here.
/// </summary>
internal sealed class DebianRoot : IAsyncDisposable
{
    private const string Systemctl = """
        #!/bin/sh
        echo "$*" >> /systemctl.log
        case "$*" in
            *is-active*) [ -e /is-active ] ;;
            *is-enabled*) echo enabled ;;
        esac
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("pennant-debian-").FullName;
    private readonly Process holder;

    private DebianRoot()
    {
        var script = $"""
            mount -t tmpfs tmpfs {folder} && mkdir {folder}/upper {folder}/work {folder}/root &&
            mount -t overlay overlay -o lowerdir=/,upperdir={folder}/upper,workdir={folder}/work {folder}/root &&
            mount --rbind /proc {folder}/root/proc && mount --rbind /dev {folder}/root/dev && mount -t tmpfs tmpfs {folder}/root/run && mount -t tmpfs tmpfs {folder}/root/tmp &&
            mkdir -p {folder}/root/run/systemd/system && echo ready && exec cat
            """;
        holder = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "sh", "-c", script]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    /// <summary>What was changed of the machine, as paths from its root.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync() =>
        (await InNamespaceAsync("sh", "-c", $"cd {folder}/upper && find . -mindepth 1 ! -type d")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => p[1..]).Order().ToList();

    public static async Task<DebianRoot> StartAsync()
    {
        var root = new DebianRoot();
        if (await root.holder.StandardOutput.ReadLineAsync() != "ready")
            throw new InvalidOperationException($"These tests need to be root on a Debian that lets root mount: {await root.holder.StandardError.ReadToEndAsync()}");
        await root.WriteAsync("/usr/bin/systemctl", Systemctl, "755");
        await root.CheckedAsync($"rm -f {root.folder}/root/usr/sbin/policy-rc.d"); // with which containers keep packages from starting anything
        return root;
    }

    /// <summary>Runs a shell command in the root.</summary>
    public Task<(int ExitCode, string Output)> TryAsync(string command) => InNamespaceAsync("chroot", $"{folder}/root", "sh", "-c", command);

    /// <exception cref="InvalidOperationException">It failed; says what it printed.</exception>
    public async Task<string> RunAsync(string command)
    {
        var (code, output) = await TryAsync(command);
        return code == 0 ? output.Trim() : throw new InvalidOperationException($"`{command}` ended with {code}:\n{output}");
    }

    /// <summary>Puts a file of this machine into the root.</summary>
    public Task CopyAsync(string from, string to) => CheckedAsync($"cp '{from}' '{folder}/root{to}'");

    public async Task WriteAsync(string path, string text, string mode)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, text);
        await CheckedAsync($"rm -f '{folder}/root{path}' && cp '{file}' '{folder}/root{path}' && chmod {mode} '{folder}/root{path}'");
        File.Delete(file);
    }

    /// <summary>What systemctl was told since the last time.</summary>
    public async Task<IReadOnlyList<string>> ToldSystemdAsync() =>
        (await RunAsync("cat /systemctl.log 2> /dev/null || true; rm -f /systemctl.log")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        holder.StandardInput.Close();
        await holder.WaitForExitAsync();
        holder.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task CheckedAsync(string command)
    {
        var (code, output) = await InNamespaceAsync("sh", "-c", command);
        if (code != 0) throw new InvalidOperationException(output);
    }

    private Task<(int ExitCode, string Output)> InNamespaceAsync(params string[] command) => Command.RunAsync("nsenter", [$"--mount=/proc/{holder.Id}/ns/mnt", .. command]);
}
