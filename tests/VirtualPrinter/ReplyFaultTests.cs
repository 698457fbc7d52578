using Microsoft.Extensions.Time.Testing;
using Pennant.Local.Printer.Wire;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class ReplyFaultTests
{
    private static readonly byte[] Ask = [0x1D, 0x72, 1], Busy = [0x1D, 0x72, 2];

    [Fact]
    public async Task The_next_confirmation_is_lost_and_no_other_answer()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Replies.LosesNextConfirmation = true;

        await bench.Host.SendAsync(Host.Completion("gone"), Busy, Host.Completion("next"));

        Assert.Equal([0x01, .. Host.Completed("next")], await bench.Host.ReadAsync(8));
        Assert.False(bench.Printer.Replies.LosesNextConfirmation);
    }

    [Fact]
    public async Task Every_third_answer_is_lost()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Replies.LosesEveryNth = 3;

        await bench.Host.SendAsync(Busy, Ask, Busy, Ask, Busy, Busy, Host.Completion("last"));

        Assert.Equal([0x01, 0x00, 0x00, 0x01, .. Host.Completed("last")], await bench.Host.ReadAsync(11));
    }

    [Fact]
    public async Task An_answer_takes_as_long_as_it_is_told_and_keeps_its_place()
    {
        var clock = new FakeTimeProvider();
        await using var bench = await Bench.StartAsync(clock: clock);
        bench.Printer.Replies.Delay = TimeSpan.FromSeconds(5);
        await bench.Host.SendAsync(Host.Completion("slow"));
        var answers = bench.Host.ReadAsync(8);

        var started = clock.GetUtcNow();
        await bench.Host.SendAsync(Busy);
        while (!answers.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal([.. Host.Completed("slow"), 0x01], await answers);
        Assert.True(clock.GetUtcNow() - started >= TimeSpan.FromSeconds(4.9));
    }

    [Fact]
    public async Task An_earlier_job_is_confirmed_instead_of_this_one()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ObeyAsync();
        bench.Printer.Replies.ConfirmsEarlierJob = true;

        await bench.Host.SendAsync(Host.Completion("mine"), Host.Completion("next"));

        byte[] expected = [.. Host.Completed("done"), .. Host.Completed("mine")];
        Assert.Equal(expected, await bench.Host.ReadAsync(14));
    }

    [Fact]
    public async Task Noise_stands_around_answers_and_is_no_status()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Replies.AddsNoise = true;

        await bench.Host.SendAsync(Host.Completion("abcd"));
        var answer = new List<byte>();
        while (!answer.Exists(octet => octet == 0x37)) answer.AddRange(await bench.Host.ReadAsync(1));
        var noise = answer.TakeWhile(octet => octet != 0x37).ToList();
        answer.AddRange(await bench.Host.ReadAsync(6));

        Assert.NotEmpty(noise);
        Assert.All(noise, octet => Assert.True(octet >= 0x80));
        Assert.Equal(Host.Completed("abcd"), answer.Skip(noise.Count));
    }

    [Fact]
    public async Task A_status_block_comes_in_the_middle_of_an_answer()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Replies.InterruptsReplies = true;

        await bench.Host.SendAsync(Host.Completion("abcd"));

        byte[] expected = [0x37, 0x22, 0x14, 0x00, 0x00, 0x0F, .. "abcd"u8, 0x00];
        Assert.Equal(expected, await bench.Host.ReadAsync(11));
    }

    [Fact]
    public async Task XOFF_and_XON_come_in_the_middle_of_an_answer()
    {
        await using var bench = await Bench.StartAsync();
        bench.Printer.Replies.SendsXoffInsideReplies = true;

        await bench.Host.SendAsync(Host.Completion("abcd"), Busy);

        byte[] expected = [0x37, 0x22, FlowControl.Xoff, FlowControl.Xon, .. "abcd"u8, 0x00, 0x01];
        Assert.Equal(expected, await bench.Host.ReadAsync(10));
    }
}
