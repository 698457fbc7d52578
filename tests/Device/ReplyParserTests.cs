using System.Text;
using CsCheck;
using Pennant.Device.EscPos;
using Xunit;

namespace Pennant.Tests.Device;

public sealed class ReplyParserTests
{
    private static readonly Gen<byte> Tail = Gen.Byte.Select(b => (byte)(b & 0b0110_1111));
    private static readonly Gen<byte> Visible = Gen.Byte[0x20, 0x7E];

    private static readonly Gen<(Reply Reply, byte[] Bytes)> Process = Visible.Array[4].Select(id => ((Reply)new ProcessReply(Text(id)), (byte[])[0x37, 0x22, .. id, 0]));
    /// <summary>Without a quotation mark, which no model's name has: a name that ends like a proof is read as one, because a block may have lost its beginning.</summary>
    private static readonly Gen<(Reply Reply, byte[] Bytes)> Model = Visible.Where(b => b != '"').Array[1, 40].Select(t => ((Reply)new TextReply(Text(t)), (byte[])[0x5F, .. t, 0]));
    private static readonly Gen<(Reply Reply, byte[] Bytes)> RealTime = Gen.Byte.Select(b => (byte)((b & 0b0110_1100) | 0b0001_0010)).Select(b => ((Reply)new RealTimeReply(b), new[] { b }));
    private static readonly Gen<(Reply Reply, byte[] Bytes)> Automatic = Gen.Select(Gen.Byte, Tail, Tail, Tail, (a, b, c, d) =>
    {
        var first = (byte)((a & 0b0110_1100) | 0b0001_0000);
        return ((Reply)new AutomaticReply(first, b, c, d), new[] { first, b, c, d });
    });

    private static readonly Gen<(Reply Reply, byte[] Bytes)> Queued = Tail.Select(b => ((Reply)new QueuedReply(b), new[] { b }));

    [Fact]
    public void Whatever_is_sent_one_after_the_other_is_read_back_however_it_is_cut()
    {
        Gen.Select(Gen.OneOf(Process, Model, RealTime, Automatic, Queued).Array[0, 12], Gen.Int[1, 7]).Sample((sent, size) =>
        {
            var parser = new ReplyParser();
            var read = sent.SelectMany(s => s.Bytes).Chunk(size).SelectMany(c => parser.Parse(c)).ToArray();

            Assert.Equal(sent.Select(s => s.Reply), read);
        });
    }

    [Fact]
    public void Flow_control_inside_a_block_does_not_break_it()
    {
        Gen.Select(Process, Gen.Int[0, 7], Choose.Of<byte>(0x11, 0x13)).Sample((sent, at, flow) =>
        {
            var read = new ReplyParser().Parse(sent.Bytes.Take(at).Append(flow).Concat(sent.Bytes.Skip(at)).ToArray()).ToArray();

            Assert.Equal([sent.Reply], read.Where(r => r is not FlowReply));
        });
    }

    [Fact]
    public void Noise_is_never_taken_for_the_proof_of_a_job()
    {
        Gen.OneOf(Gen.Byte, Choose.Of<byte>(0x37, 0x22, 0x00, 0x41)).Array[0, 200].Sample(noise =>
        {
            foreach (var proof in new ReplyParser().Parse(noise).OfType<ProcessReply>())
            {
                byte[] block = [0x37, 0x22, .. Encoding.ASCII.GetBytes(proof.Id), 0];
                Assert.True(noise.Where(b => b is not (0x11 or 0x13)).ToArray().AsSpan().IndexOf(block) >= 0);
            }
        });
    }

    [Fact]
    public void A_block_that_breaks_off_gives_way_to_what_follows()
    {
        byte[] stream = [0x37, 0x22, 0x41, 0x12, 0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00];

        Assert.Equal([new RealTimeReply(0x12), new ProcessReply("ABCD")], new ReplyParser().Parse(stream));
    }

    [Fact]
    public void An_answer_may_come_between_the_bytes_of_an_automatic_status()
    {
        byte[] stream = [0x10, 0x00, 0x12, 0x0C, 0x0F];

        Assert.Equal([new RealTimeReply(0x12), new AutomaticReply(0x10, 0x00, 0x0C, 0x0F)], new ReplyParser().Parse(stream));
    }

    [Fact]
    public void Causes_of_being_off_line_are_no_proof()
    {
        byte[] stream = [0x37, 0x23, 0x41, 0x42, 0x43, 0x44, 0x00, 0x37, 0x25, 0x00];

        Assert.Equal([new OfflineReply("ABCD"), new ClearedReply()], new ReplyParser().Parse(stream));
    }

    private static string Text(byte[] bytes) => Encoding.ASCII.GetString(bytes);
}
