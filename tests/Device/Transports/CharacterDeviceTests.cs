using Microsoft.Extensions.Time.Testing;
using Pennant.Device.Printing.Transports;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Device.Transports;

public sealed class CharacterDeviceTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("pennant-usb-").FullName;

    [Fact]
    public async Task A_line_is_raw_both_ways_and_has_the_speed_that_was_asked_for()
    {
        using var line = new PseudoTerminal();
        byte[] every = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        await using var device = await SerialTransport.OpenAsync(new SerialAddress("", line.Path, 250_000, FlowControl.None), TimeProvider.System);

        await device.WriteAsync(every);
        line.Write(every);

        Assert.Equal(every, ReadAll(line, 256));
        Assert.Equal(every, await ReadAsync(device, 256));
        Assert.Equal(250_000u, line.Settings.Speed);
        Assert.Equal((0u, 0u), (line.Settings.Input, line.Settings.Control & 0x8000_0000));
    }

    [Fact]
    public async Task XOFF_stops_what_is_sent_XON_lets_it_go_on_and_neither_is_missed_in_pictures()
    {
        using var line = new PseudoTerminal();
        byte[] picture = [0x11, 0x13, 0x11, 0x13];
        await using var device = await SerialTransport.OpenAsync(new SerialAddress("", line.Path, 19_200, FlowControl.XonXoff), TimeProvider.System);
        await device.WriteAsync(picture);
        Assert.Equal(picture, ReadAll(line, 4));
        line.Write([0x13]);
        line.Write([0x12]);
        Assert.Equal([0x12], await ReadAsync(device, 1)); // by now the line has seen the XOFF before it

        var writing = device.WriteAsync(picture).AsTask();
        Assert.Empty(line.Read());
        Assert.False(writing.IsCompleted);
        line.Write([0x11]);

        Assert.Equal(picture, ReadAll(line, 4));
        await writing.WaitAsync(Patience);
    }

    [Fact]
    public async Task Hardware_flow_control_is_left_to_the_line()
    {
        using var line = new PseudoTerminal();

        await using var device = await SerialTransport.OpenAsync(new SerialAddress("", line.Path, 38_400, FlowControl.RtsCts), TimeProvider.System);

        Assert.Equal(0x8000_0000, line.Settings.Control & 0x8000_0000);
    }

    [Fact]
    public async Task Unplugging_ends_a_read_and_a_write()
    {
        using var line = new PseudoTerminal();
        await using var device = await SerialTransport.OpenAsync(new SerialAddress("", line.Path, 19_200, FlowControl.XonXoff), TimeProvider.System);
        var reading = device.ReadAsync(new byte[1]).AsTask();
        line.Write([0x13]);
        line.Write([0x12]);
        Assert.Equal(1, await reading.WaitAsync(Patience));
        reading = device.ReadAsync(new byte[1]).AsTask();
        var writing = device.WriteAsync(new byte[100]).AsTask();

        line.Unplug();

        await Assert.ThrowsAsync<IOException>(() => reading.WaitAsync(Patience));
        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_printer_that_stopped_the_line_does_not_keep_it_from_being_closed()
    {
        using var line = new PseudoTerminal();
        var device = await SerialTransport.OpenAsync(new SerialAddress("", line.Path, 19_200, FlowControl.XonXoff), TimeProvider.System);
        line.Write([0x13]);
        var writing = device.WriteAsync(new byte[100_000]).AsTask();

        await device.DisposeAsync();

        await Assert.ThrowsAsync<IOException>(() => writing.WaitAsync(Patience));
    }

    [Fact]
    public async Task A_device_that_answers_every_read_with_nothing_is_asked_again_only_after_a_while()
    {
        var clock = new FakeTimeProvider();
        await using var device = CharacterDevice.Open("/dev/null", clock);
        await Eventually.TrueAsync("one read", () => device.Reads == 1);

        await device.WriteAsync(new byte[] { 1 });
        await device.FlushAsync(CancellationToken.None);
        Assert.Equal(1, device.Reads);
        clock.Advance(TimeSpan.FromMilliseconds(100));

        await Eventually.TrueAsync("another read", () => device.Reads == 2);
    }

    /// <summary>usblp refuses to read from a printer that has no way back with the same error as this file, whose writing only resets counters of this process.</summary>
    [Fact]
    public async Task A_device_that_cannot_be_read_is_written_to_and_never_heard()
    {
        await using var device = CharacterDevice.Open("/proc/self/clear_refs", TimeProvider.System);
        await Eventually.TrueAsync("a read", () => device.Reads == 1);

        var reading = device.ReadAsync(new byte[1]).AsTask();
        await device.WriteAsync("1"u8.ToArray());

        Assert.False(reading.IsCompleted);
        Assert.Equal(1, device.Reads);
    }

    [Fact]
    public async Task A_printer_that_comes_back_under_another_number_is_found()
    {
        using var first = new PseudoTerminal();
        using var second = new PseudoTerminal();
        File.CreateSymbolicLink(Path.Combine(folder, "lp0"), first.Path);
        var printer = new UsbAddress("", Path.Combine(folder, "lp0"));
        await (await UsbTransport.OpenAsync(printer, TimeProvider.System)).DisposeAsync();
        File.Delete(Path.Combine(folder, "lp0"));
        await Assert.ThrowsAsync<IOException>(() => UsbTransport.OpenAsync(printer, TimeProvider.System));
        File.CreateSymbolicLink(Path.Combine(folder, "lp3"), second.Path);

        await using var device = await UsbTransport.OpenAsync(printer, TimeProvider.System);
        await device.WriteAsync(new byte[] { 0x41 });

        Assert.Equal([0x41], ReadAll(second, 1));
    }

    [Fact]
    public async Task Of_two_other_printers_none_is_guessed()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "lp1"), "/dev/null");
        File.CreateSymbolicLink(Path.Combine(folder, "lp2"), "/dev/null");

        var e = await Assert.ThrowsAsync<IOException>(() => UsbTransport.OpenAsync(new UsbAddress("", Path.Combine(folder, "lp0")), TimeProvider.System));

        Assert.EndsWith("lp0 is not there", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_serial_line_is_said_to_be_none()
    {
        var e = await Assert.ThrowsAsync<IOException>(() => SerialTransport.OpenAsync(new SerialAddress("", "/dev/null", 9_600, FlowControl.None), TimeProvider.System));

        Assert.StartsWith("the serial line cannot be set up", e.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] ReadAll(PseudoTerminal line, int count)
    {
        List<byte> all = [];
        while (all.Count < count) all.AddRange(line.Read());
        return [.. all];
    }

    private static async Task<byte[]> ReadAsync(Stream device, int count)
    {
        using var limit = new CancellationTokenSource(Patience);
        var all = new byte[count];
        await device.ReadExactlyAsync(all, limit.Token);
        return all;
    }
}
