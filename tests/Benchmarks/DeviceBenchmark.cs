using System.Diagnostics;
using System.Globalization;
using Pennant.Contract;
using Pennant.Tests.Device;
using Pennant.Tests.Device.Install;

namespace Pennant.Tests.Benchmarks;

/// <summary>
/// Starts the published device, one way of publishing after the other and as the unit starts it, against a broker and a printer in this process, prints messages and reads what the kernel says:
/// resident memory after the first and after the last message, and the share of a core that it takes while nothing happens.
/// </summary>
internal static class DeviceBenchmark
{
    private const int Messages = 300;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(60);

    private static readonly (string Name, string[] Options)[] Ways =
    [
        ("Native AOT", ["-r", "linux-x64", "-p:PublishAot=true"]),
        ("JIT with the runtime inside", ["-r", "linux-x64", "--self-contained", "-p:PublishAot=false", "-p:PublishTrimmed=true"]),
        ("JIT on an installed runtime", []),
    ];

    /// <param name="arguments"><c>NAME=VALUE</c> for the device, to try settings of the runtime; folders of programs that were published before, instead of publishing.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var environment = arguments.Where(a => a.Contains('=', StringComparison.Ordinal)).ToArray();
        var published = arguments.Except(environment).ToArray();
        Console.WriteLine($"{Messages} messages, {Idle.TotalSeconds:0} s idle, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}");
        Console.WriteLine("| program | MB on disk | MB resident after 1 message | after all | of it its own | peak | % of a core idle | journal KB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var folder in published) Console.WriteLine(await MeasureAsync(Path.GetFileName(folder), folder, environment));
        foreach (var (name, options) in published.Length > 0 ? [] : Ways)
        {
            var folder = await PublishAsync(name, options);
            Console.WriteLine(await MeasureAsync(name, folder, environment));
        }
    }

    private static async Task<string> PublishAsync(string name, string[] options)
    {
        var folder = Checkout.File($"device/bin/benchmark/{name.Replace(' ', '-')}");
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        await Command.NeedAsync("dotnet", [
            "publish", Checkout.File("device/Device.csproj"), "-c", "Release", "-o", folder, "--artifacts-path", Checkout.File("device/bin/artifacts"),
            "-v", "quiet", "--nologo", .. options]);
        return folder;
    }

    private static async Task<string> MeasureAsync(string name, string folder, string[] environment)
    {
        await using var rig = new DeviceRig();
        await rig.Broker.StartAsync();
        rig.Printer.Start();
        using var device = Start(Path.Combine(folder, "pennant-device"), rig.Write(), environment);
        await rig.Broker.Subscribed.UntilAsync(all => all.Count == 7);
        await PrintAsync(rig, 0, 1);
        var first = Memory(device.Id);
        await PrintAsync(rig, 1, Messages);
        var last = Memory(device.Id);
        var idle = await IdleAsync(device);
        var journal = Directory.GetFiles(rig.Data, "journal.db*").Sum(f => new FileInfo(f).Length) >> 10;
        device.Kill();
        await device.WaitForExitAsync();
        var size = Directory.GetFiles(folder).Where(f => Path.GetExtension(f) is not (".pdb" or ".xml" or ".dbg")).Sum(f => new FileInfo(f).Length) / 1e6;
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {size:0} | {first["VmRSS"]:0.0} | {last["VmRSS"]:0.0} | {last["RssAnon"]:0.0} | {last["VmHWM"]:0.0} | {idle:0.00} | {journal} |");
    }

    private static async Task PrintAsync(DeviceRig rig, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            var id = $"01KAR3D0Z6M0S5Q4H6Z1V{i:00000}";
            var text = $"# Number {i}\nHello! 👋 We found the **good** olives and three kinds of bread, so nobody needs to bring anything but themselves. Ελένη, Владимир, 中文 ❤️";
            await rig.Broker.SendAsync(DeviceRig.Name, DeviceRig.Job(id, text));
            await rig.Broker.Acks.OneAsync(a => a.Id == id && a.State == AckState.Printed);
        }
    }

    private static Process Start(string program, string config, string[] environment)
    {
        var start = new ProcessStartInfo(program, ["run", "--config", config]) { RedirectStandardOutput = true };
        start.Environment["SSL_CERT_FILE"] = Path.Combine(config, "root-ca.pem");
        start.Environment["SSL_CERT_DIR"] = "/nonexistent";
        start.Environment["DOTNET_GCgen0size"] = "100000";
        foreach (var setting in environment) start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Megabytes by their name in <c>/proc/PID/status</c>.</summary>
    private static Dictionary<string, double> Memory(int pid) => File.ReadLines($"/proc/{pid}/status")
        .Where(line => line.EndsWith(" kB", StringComparison.Ordinal))
        .Select(line => line.Split(':'))
        .ToDictionary(parts => parts[0], parts => double.Parse(parts[1].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024 / 1e6);

    private static async Task<double> IdleAsync(Process device)
    {
        device.Refresh();
        var (before, watch) = (device.TotalProcessorTime, Stopwatch.StartNew());
        await Task.Delay(Idle, TimeProvider.System);
        device.Refresh();
        return (device.TotalProcessorTime - before) / watch.Elapsed * 100;
    }
}
