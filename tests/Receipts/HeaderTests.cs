using Pennant.Receipts;
using Pennant.Receipts.Layout;
using Xunit;

namespace Pennant.Tests.Receipts;

public sealed class HeaderTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 17, 20, 41, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "23 Nov 2026 · 17:20")]
    [InlineData("Europe/Berlin", "23 Nov 2026 · 18:20")]
    [InlineData("Asia/Tokyo", "24 Nov 2026 · 02:20")]
    [InlineData("Asia/Kathmandu", "23 Nov 2026 · 23:05")]
    [InlineData("America/New_York", "23 Nov 2026 · 12:20")]
    [InlineData("Middle/Earth", "23 Nov 2026 · 17:20")]
    [InlineData("", "23 Nov 2026 · 17:20")]
    public void The_time_is_that_of_the_printers_place(string? zone, string expected) => Assert.Equal(expected, Header.LocalTime(At, zone));

    [Fact]
    public void Summer_time_is_kept() => Assert.Equal("1 Jul 2026 · 14:00", Header.LocalTime(new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero), "Europe/Berlin"));

    [Fact]
    public void A_minute_looks_the_same_from_its_first_second_to_its_last()
    {
        Assert.Equal(Draw(new("hi") { At = At.AddSeconds(-41) }), Draw(new("hi") { At = At.AddSeconds(18) }));
        Assert.NotEqual(Draw(new("hi") { At = At }), Draw(new("hi") { At = At.AddSeconds(19) }));
    }

    [Fact]
    public void A_long_name_leaves_the_time_a_line_of_its_own()
    {
        Assert.Equal(Height(new("hi", "Ada") { At = At }), Height(new("hi") { At = At }));
        Assert.Equal(25, Height(new("hi", "Ada of Ockham Park") { At = At }) - Height(new("hi", "Ada") { At = At }));
        Assert.Equal(25 + 32, Height(new("hi", "Ada Lovelace of Ockham Park") { At = At }) - Height(new("hi", "Ada") { At = At }));
    }

    [Fact]
    public void A_copy_says_so_at_the_top_and_at_the_bottom()
    {
        var (original, copy) = (new ReceiptContent("hi") { At = At, Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4" }, new ReceiptContent("hi") { At = At, Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4", CopyOf = "01KAR3D0Z6M0S5Q4H6Z1ABCDEF" });
        var (plain, labelled) = (Render(original), Render(copy));

        Assert.Equal(25 + 4 + 4 + 16, labelled.Height - plain.Height);
        Assert.True(labelled.IsBlack(20, 20), "the label is white on black");
        Assert.NotEqual(plain.Bits[^(50 * plain.Stride)..], labelled.Bits[^(50 * plain.Stride)..]);
        Assert.NotEqual(labelled.Hash(), Draw(copy with { CopyOf = "01KAR3D0Z6M0S5Q4H6Z1ABCDEG" }));
    }

    [Fact]
    public void The_id_shows_its_last_six_characters()
    {
        var receipt = new ReceiptContent("hi") { At = At, Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y4" };

        Assert.Equal(Draw(receipt), Draw(receipt with { Id = "01AAAAAAAAAAAAAAAAAAV2X3Y4" }));
        Assert.NotEqual(Draw(receipt), Draw(receipt with { Id = "01KAR3D0Z6M0S5Q4H6Z1V2X3Y5" }));
        Assert.Equal(Height(receipt), Height(receipt with { Id = null }));
    }

    private static string Draw(ReceiptContent content) => Render(content).Hash();

    private static int Height(ReceiptContent content) => Render(content).Height;

    private static Raster Render(ReceiptContent content) => ReceiptRenderer.Render(content, PrinterProfile.For(384)).Raster!;
}
