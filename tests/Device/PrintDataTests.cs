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

    [Theory]
    [InlineData(48, 576, 11)] // at 9600 baud a piece of 576 bytes takes 0.6 s
    [InlineData(48, 16_384, 256)]
    [InlineData(72, 8_192, 113)]
    [InlineData(72, 10, 1)]
    public void No_piece_keeps_a_status_request_waiting_longer_than_the_transport_allows(int bytesPerRow, int pieceBytes, int rows)
    {
        var data = PrintData.Of(new Raster(bytesPerRow * 8, 1_000, new byte[bytesPerRow * 1_000]), PrintStyle.Normal, Able(Evidence.Written), "ABCD", pieceBytes);

        Assert.Equal([0x1D, 0x76, 0x30, 0, (byte)bytesPerRow, 0, (byte)rows, (byte)(rows >> 8)], data.Pieces[1][..8]);
        Assert.All(data.Pieces.Skip(1), piece => Assert.InRange(piece.Length, 1, Math.Max(pieceBytes, bytesPerRow + 8)));
    }

    [Fact]
    public void Copies_are_one_job_with_one_proof_at_its_end()
    {
        var data = PrintData.Of(new Raster(16, 1, [0xFF, 0x00]), new PrintStyle(Copies: 3), Able(Evidence.Confirmed), "ABCD", 16_384);

        const string receipt = "1D763000" + "02000100" + "FF00" + "1D564200";
        Assert.Equal("1B401D610E" + receipt + receipt + receipt + "1D284806003030" + "41424344", Hex(data));
    }

    [Theory]
    [InlineData(true, true, 384, "1D564200")]
    [InlineData(false, true, 384, "1B4AA0")]
    [InlineData(true, false, 384, "1B4AA0")]
    [InlineData(true, false, 512, "1B4A8E")] // 20 mm at 180 dpi
    public void Paper_is_cut_where_that_is_possible_and_wanted_and_else_fed_far_enough(bool cut, bool hasCutter, int widthDots, string end)
    {
        var data = PrintData.Of(new Raster(16, 1, [0xFF, 0x00]), new PrintStyle(Cut: cut), Able(Evidence.Written, widthDots, hasCutter), "ABCD", 16_384);

        Assert.Equal(end, Convert.ToHexString(data.Pieces[^1]));
    }

    [Theory]
    [InlineData(Evidence.Confirmed, 130, "1B401D610E1D284B02003106")]
    [InlineData(Evidence.Confirmed, 70, "1B401D610E1D284B020031FA")]
    [InlineData(Evidence.Confirmed, 100, "1B401D610E")]
    [InlineData(Evidence.Processed, 130, "1B40")]
    public void Darkness_is_set_only_where_the_command_is_known_and_nothing_is_said_of_the_normal_one(Evidence evidence, int density, string start)
    {
        var data = PrintData.Of(new Raster(16, 1, [0xFF, 0x00]), new PrintStyle(Density: density), Able(evidence), "ABCD", 16_384);

        Assert.StartsWith(start + "1D7630", Hex(data), StringComparison.Ordinal);
    }

    private static string Hex(PrintData data) => string.Concat(data.Pieces.Select(Convert.ToHexString));

    private static PrinterAbilities Able(Evidence evidence, int widthDots = 384, bool hasCutter = true) => new(true, null, evidence, widthDots, hasCutter);
}
