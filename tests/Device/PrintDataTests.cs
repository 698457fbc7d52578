using CsCheck;
using Pennant.Contract;
using Pennant.Device.EscPos;
using Pennant.Receipts;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class PrintDataTests
{
    private static readonly Gen<byte> Dangerous = Gen.OneOf(Choose.Of<byte>(0x10, 0x04, 0x05, 0x14), Gen.Byte);

    [Fact]
    public void Nothing_that_a_printer_would_obey_in_real_time_is_ever_sent()
    {
        Gen.Select(Dangerous.Array[48 * 600], Gen.Int[1, 600], Choose.Of(Evidence.Confirmed, Evidence.Processed, Evidence.Written)).Sample((bits, rows, evidence) =>
        {
            var dots = bits[..(48 * rows)];
            RealTime.Break(dots);

            var sent = PrintData.Of(new Raster(384, rows, dots), PrintStyle.Normal, Able(evidence), "ABCD", 16_384).Pieces.SelectMany(p => p).ToArray();

            Assert.False(RealTime.IsIn(sent));
        }, iter: 200);
    }

    [Fact]
    public void Breaking_a_pair_sets_one_dot_beside_another_and_touches_nothing_else()
    {
        Dangerous.Array[2, 400].Sample(before =>
        {
            var after = before.ToArray();
            RealTime.Break(after);

            Assert.False(RealTime.IsIn(after));
            for (var i = 0; i < before.Length; i++) Assert.True(after[i] == before[i] || (before[i] == 0x10 && after[i] == 0x30));
        });
    }

    [Fact]
    public void A_raster_that_the_printer_would_obey_is_not_sent_at_all()
    {
        Assert.Throws<ArgumentException>(() => PrintData.Of(new Raster(16, 1, [0x10, 0x05]), PrintStyle.Normal, Able(Evidence.Written), "ABCD", 16_384));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(256, 1)]
    [InlineData(257, 2)]
    [InlineData(1024, 4)]
    public void A_receipt_is_sent_in_strips_of_256_rows_and_a_tail(int rows, int strips)
    {
        var data = PrintData.Of(new Raster(384, rows, new byte[48 * rows]), PrintStyle.Normal, Able(Evidence.Confirmed), "ABCD", 16_384);

        Assert.Equal(strips + 1, data.Pieces.Count);
    }

    [Fact]
    public void The_bytes_of_a_receipt_are_these()
    {
        var data = PrintData.Of(new Raster(16, 2, [0xFF, 0x00, 0x80, 0x01]), PrintStyle.Normal, Able(Evidence.Confirmed), "ABCD", 16_384);

        Assert.Equal("1B401D610E" + "1D763000" + "02000200" + "FF008001", Convert.ToHexString(data.Pieces[0]));
        Assert.Equal("1D564200" + "1D2848060030304142" + "4344", Convert.ToHexString(data.Pieces[1]));
    }

    private static PrinterAbilities Able(Evidence evidence, int widthDots = 384, bool hasCutter = true) => new(true, null, evidence, widthDots, hasCutter);
}
