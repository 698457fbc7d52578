using Pennant.Contract;
using Pennant.Local.Printer;
using Xunit;

namespace Pennant.Tests.VirtualPrinters;

public sealed class PaperViewTests
{
    [Fact]
    public async Task A_slip_is_shown_under_its_number_and_under_the_message_that_is_on_it()
    {
        const string message = "01JD5Z6M3Q8W4T7Y2X9V0B1C2D";
        await using var bench = await Bench.StartAsync();
        var view = new PaperView(bench.Printer);

        await bench.Host.SendAsync(Host.Picture(Bench.Noise(576, 84)), Host.Cut, Host.Completion(ProcessId.Of(message)));
        await bench.Host.ReadAsync(7);

        var shown = Assert.Single(view.Slips);
        Assert.Equal(("1", 576, 10.5), (shown.Name, shown.WidthDots, shown.Millimetres));
        Assert.Equal(bench.Printer.Slips.All[0].ReadPng(), view.Png("1"));
        Assert.Equal(view.Png("1"), view.Png(message));
        Assert.Null(view.Png("2"));
        Assert.Null(view.Png("+1"));
    }

    public static TheoryData<string> Faults =>
    [
        "paper_low", "paper_out", "cover_open", "paper_low_soon", "paper_out_soon", "cover_open_soon", "unplugged", "power_off", "unplugged_soon", "power_off_soon", "cutter_jam", "hot_head", "broken",
        "lose_replies", "lose_next_confirmation", "lose_every_third", "delay_replies", "confirm_earlier_job", "reply_noise", "interrupt_replies", "xoff_in_replies", "drop_bytes", "overrun", "xoff", "clone", "slow", "drawer_open",
    ];

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_fault_can_be_switched_on_and_off_and_is_announced(string fault)
    {
        await using var bench = await Bench.StartAsync();
        var view = new PaperView(bench.Printer);
        var changes = 0;
        view.Changed += () => changes++;
        Assert.All(view.Faults.Values, Assert.False);

        view.SetFault(fault, true);
        Assert.True(view.Faults[fault]);
        view.SetFault(fault, false);

        Assert.All(view.Faults.Values, Assert.False);
        Assert.True(changes >= 2);
    }

    [Fact]
    public async Task The_page_has_a_switch_or_a_button_with_a_label_for_every_fault()
    {
        await using var bench = await Bench.StartAsync();
        var script = File.ReadAllText(Checkout.File("local/Web/Paper/paper.js"));

        Assert.All(new PaperView(bench.Printer).Faults.Keys, fault => Assert.Contains($"{fault}: \"", script, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_feed_button_and_a_hand_that_tears_are_over_at_once()
    {
        await using var bench = await Bench.StartAsync();
        var view = new PaperView(bench.Printer);

        view.SetFault("feed_button", true);
        Assert.Equal(15, view.Printer.UncutMillimetres);
        Assert.Equal(bench.Printer.Uncut?.Height, Pennant.Receipts.Png.Decode(view.Png("now")!)?.Height);
        view.SetFault("tear_off", true);

        Assert.Equal((0, 15), (view.Printer.UncutMillimetres, Assert.Single(view.Slips).Millimetres));
        Assert.Null(view.Png("now"));
        Assert.All(view.Faults.Values, Assert.False);
    }

    [Fact]
    public async Task The_state_is_one_sentence_and_the_host_is_named()
    {
        await using var bench = await Bench.StartAsync();
        var view = new PaperView(bench.Printer);
        await bench.ObeyAsync();

        Assert.Equal(($"127.0.0.1:{bench.Printer.Port}", "Ready"), (view.Printer.Address, view.Printer.State));
        Assert.StartsWith("127.0.0.1:", view.Printer.Host, StringComparison.Ordinal);
        view.SetFault("paper_low", true);
        Assert.Equal("Ready, paper low", view.Printer.State);
        view.SetFault("cover_open", true);
        Assert.Equal("Cover open", view.Printer.State);
        view.SetFault("power_off", true);
        Assert.Equal(("Switched off", null), (view.Printer.State, view.Printer.Host));
    }
}
