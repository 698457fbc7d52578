using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Pennant.Local.Processes;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

/// <summary><c>dotnet run --project local -- printer</c> as a person starts and stops it.</summary>
public sealed partial class TheProgramTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-slips").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task It_says_one_line_when_it_is_ready_and_one_for_each_slip_and_Ctrl_C_ends_it()
    {
        using var printer = Start("--port", "0", "--web", "0", "--paper", folder);
        var complaints = printer.StandardError.ReadToEndAsync();
        var ready = Ready().Match(await printer.StandardOutput.ReadLineAsync() ?? await complaints);
        Assert.True(ready.Success, ready.Value);

        await SendAsync(ready, "\u001B@Uncut\n"u8.ToArray());
        var torn = await printer.StandardOutput.ReadLineAsync();
        await SendAsync(ready, "Cut\n\u001DVA\u0010\u001D(Z\u0001\0x"u8.ToArray());
        var cut = await printer.StandardOutput.ReadLineAsync();
        using var http = new HttpClient();
        var page = await http.GetStringAsync(new Uri(ready.Groups["web"].Value));
        Signals.Interrupt(printer.Id);
        var rest = await printer.StandardOutput.ReadToEndAsync();
        await printer.WaitForExitAsync();

        Assert.Equal($"Slip 1, 4 mm: {folder}/000001.png", torn);
        Assert.Equal($"Slip 2, 6 mm: {folder}/000002.png", cut);
        Assert.Contains("The virtual printer", page, StringComparison.Ordinal);
        Assert.Equal((0, "", "GS ( Z with 1 bytes was stepped over.\n"), (printer.ExitCode, rest, await complaints));
        Assert.Equal(["000001.json", "000001.png", "000002.json", "000002.png", "lock"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("--width", "400")]
    [InlineData("--speed", "fast")]
    [InlineData("--port", "70000")]
    [InlineData("--address", "here")]
    [InlineData("--cutter", "no")]
    public async Task A_wrong_option_is_named_and_exit_code_2(string option, string value)
    {
        var (code, said) = await RunAsync(option, value, "--paper", folder);

        Assert.Equal(2, code);
        Assert.Contains(option, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--port", "--web")]
    [InlineData("--web", "--port")]
    public async Task A_taken_port_is_one_sentence_and_exit_code_2(string option, string other)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();

        var (code, said) = await RunAsync(option, $"{((IPEndPoint)taken.LocalEndpoint).Port}", other, "0", "--paper", folder);

        Assert.Equal(2, code);
        Assert.Contains(option, Assert.Single(said.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_another_printer_uses_is_one_sentence_and_exit_code_2()
    {
        await using var held = new FileStream(Path.Combine(folder, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var (code, said) = await RunAsync("--port", "0", "--web", "0", "--paper", folder);

        Assert.Equal((2, $"Another printer keeps its slips in {folder}. Stop it, or choose another folder with --paper.\n"), (code, said));
    }

    [Fact]
    public async Task A_file_is_printed_and_the_program_ends()
    {
        var file = Path.Combine(folder, "receipt.bin");
        await File.WriteAllBytesAsync(file, "\u001B@One\n\u001DV\0Two\n"u8.ToArray());

        Assert.Equal((0, $"Slip 1, 4 mm: {folder}/000001.png\nSlip 2, 4 mm: {folder}/000002.png\n"), await RunAsync("--print", file, "--paper", folder));
        var (code, said) = await RunAsync("--print", file + "x", "--paper", folder);
        Assert.Equal(2, code);
        Assert.StartsWith($"{file}x cannot be printed: ", Assert.Single(said.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (code, said) = await RunAsync("--help");

        Assert.Equal(0, code);
        Assert.All(["--port", "--address", "--width", "--clone", "--no-cutter", "--speed", "--paper", "--web", "--print"], option => Assert.Contains(option, said, StringComparison.Ordinal));
        Assert.Contains("this machine only", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_page_shows_the_paper_says_when_it_hears_nothing_and_comes_back_by_itself()
    {
        using var printer = Start("--port", "0", "--web", "0", "--paper", folder);
        var ready = Ready().Match(await printer.StandardOutput.ReadLineAsync() ?? "");
        using var browser = await Browser.OpenAsync(new Uri(ready.Groups["web"].Value));
        browser.SeeText("Slips\nnone yet");
        await SendAsync(ready, "\u001B@On the page\n"u8.ToArray());
        browser.Eventually("""const image = document.querySelector("#slip-1 img"); return image && image.complete && image.naturalWidth === 576""");
        browser.See("#fault-cover_open").Click();
        browser.SeeText("State\nCover open");

        await StopAsync(printer);
        browser.SeeText("The connection to the printer is lost");
        using var again = Start("--port", ready.Groups["port"].Value, "--web", ready.Groups["webport"].Value, "--paper", folder);
        browser.Eventually("""return document.getElementById("lost").hidden && document.getElementById("state").textContent === "Ready" """);

        await StopAsync(again);
    }

    private static async Task StopAsync(Process printer)
    {
        Signals.Interrupt(printer.Id);
        await printer.WaitForExitAsync();
    }

    private static async Task SendAsync(Match ready, byte[] bytes)
    {
        using var host = await Host.ConnectAsync(int.Parse(ready.Groups["port"].Value));
        await host.SendAsync(bytes);
    }

    private static async Task<(int Code, string Said)> RunAsync(params string[] arguments)
    {
        using var printer = Start(arguments);
        var said = await Task.WhenAll(printer.StandardOutput.ReadToEndAsync(), printer.StandardError.ReadToEndAsync());
        await printer.WaitForExitAsync();
        return (printer.ExitCode, string.Concat(said));
    }

    private static Process Start(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "pennant-local.dll");
        return Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [program, "printer", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    }

    [GeneratedRegex("^The printer is ready at 127.0.0.1:(?<port>[0-9]+) .this machine only.; watch its paper at (?<web>http://localhost:(?<webport>[0-9]+)/paper); slips are kept in /.*$")]
    private static partial Regex Ready();
}
