using System.Text;
using CsCheck;
using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device;

/// <summary>The laws of <see cref="ReplyParser"/> about noise.</summary>
public sealed class ReplyNoiseTests
{
    /// <summary>Bytes that begin, end or break something more often than not.</summary>
    private static readonly Gen<byte> Hostile = Gen.OneOf(Gen.Byte, Choose.Of<byte>(0x37, 0x22, 0x23, 0x25, 0x5F, 0x00, 0x11, 0x13, 0x10, 0x12, 0x41, 0x0F));
    private static readonly Gen<byte> Visible = Gen.Byte[0x20, 0x7E];
    private static readonly Gen<byte[]> Proof = Visible.Array[4].Select(id => (byte[])[0x37, 0x22, .. id, 0]);

    [Fact]
    public void Any_bytes_cut_anywhere_are_read_and_a_proof_is_read_exactly_when_it_stands_there_in_one_piece()
    {
        Gen.Select(Gen.OneOf(Hostile.Array[0, 40], Proof, Visible.Array[0, 200]).Array[0, 10], Gen.Int[1, 9]).Sample((parts, size) =>
        {
            byte[] stream = [.. parts.SelectMany(p => p)];

            var read = Read(stream, size).OfType<ProcessReply>().Select(r => r.Id);

            Assert.Equal(ProofsIn(stream), read);
        }, iter: 20_000);
    }

    [Fact]
    public void However_the_stream_is_cut_the_replies_are_the_same()
    {
        Gen.Select(Hostile.Array[0, 300], Gen.Int[1, 9]).Sample((stream, size) => Assert.Equal(Read(stream, int.MaxValue), Read(stream, size)), iter: 5_000);
    }

    [Fact]
    public void One_answer_that_all_is_well_puts_the_reading_right_after_any_noise()
    {
        var block = Gen.OneOf(
            Proof.Select(p => ((Reply)new ProcessReply(Encoding.ASCII.GetString(p, 2, 4)), p)),
            Choose.Of<byte>(0x12, 0x16, 0x1A, 0x1E).Select(b => ((Reply)new RealTimeReply(b), new[] { b })),
            Choose.Of<byte>(0x10, 0x14, 0x18, 0x1C).Select(b => ((Reply)new AutomaticReply(b, 0, 0x0C, 0x0F), new byte[] { b, 0, 0x0C, 0x0F })));
        Gen.Select(Hostile.Array[0, 150], block.Array[0, 8]).Sample((noise, sent) =>
        {
            byte[] wellAgain = [0x12];

            var read = Read([.. noise, .. wellAgain, .. sent.SelectMany(s => s.Item2)], 5);

            Reply[] expected = [new RealTimeReply(0x12), .. sent.Select(s => s.Item1)];
            Assert.Equal(expected, read.Where(r => r is not FlowReply).TakeLast(expected.Length));
        }, iter: 10_000);
    }

    [Fact]
    public void A_text_that_never_ends_takes_no_memory_and_hides_no_proof()
    {
        byte[] stream = [0x5F, .. Enumerable.Repeat((byte)'x', 100_000), 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00];

        Assert.Equal([new ProcessReply("ABCD")], Read(stream, 1_000));
    }

    private static List<Reply> Read(byte[] stream, int size)
    {
        var parser = new ReplyParser();
        return [.. stream.Chunk(Math.Max(1, Math.Min(size, stream.Length))).SelectMany(c => parser.Parse(c))];
    }

    private static List<string> ProofsIn(byte[] stream)
    {
        byte[] said = [.. stream.Where(b => b is not (0x11 or 0x13))];
        return
        [
            .. Enumerable.Range(0, Math.Max(0, said.Length - 6))
                .Where(i => said.AsSpan(i, 7) is [0x37, 0x22, .. var id, 0x00] && !id.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
                .Select(i => Encoding.ASCII.GetString(said, i + 2, 4)),
        ];
    }
}
