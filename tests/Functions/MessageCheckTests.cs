using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Functions;

public sealed class MessageCheckTests
{
    [Theory]
    [InlineData("{\"text\":\"hi", null, "The body is not well-formed JSON (line 1, byte 11).")]
    [InlineData("{\"text\":\"hi\"} more", null, "The body is not well-formed JSON (line 1, byte 14).")]
    [InlineData("[]", null, "The body is not a JSON object.")]
    [InlineData("", null, "The request has no body: send a JSON object with a \"text\".")]
    [InlineData("{}", "text", "The text is missing.")]
    [InlineData("{\"text\":null}", "text", "The text is missing.")]
    [InlineData("{\"text\":\" \\n\\u200b\\u0000\"}", "text", "The text is empty.")]
    [InlineData("{\"text\":\"\\u3164\\u2800\\u200d\\ufe0f\"}", "text", "The text is empty.")]
    [InlineData("{\"text\":7}", "text", "The field \"text\" must be a string.")]
    [InlineData("{\"text\":{\"a\":1}}", "text", "The field \"text\" must be a string.")]
    [InlineData("{\"text\":NaN}", null, "The body is not well-formed JSON (line 1, byte 8).")]
    [InlineData("{\"text\":\"hi\",\"colour\":\"red\"}", "colour", "There is no field \"colour\": a message has text, from, printer, image and written_at.")]
    [InlineData("{\"text\":\"hi\",\"text\":\"ho\"}", "text", "The field \"text\" is given twice.")]
    [InlineData("{\"text\":\"\\ud83d\"}", "text", "The field \"text\" is not well-formed Unicode: it holds half of a surrogate pair or bytes that are not UTF-8.")]
    [InlineData("{\"text\":\"hi\",\"from\":\"a\\nb\"}", "from", "The sender's name holds a line break or another control character.")]
    [InlineData("{\"text\":\"hi\",\"printer\":\"../kitchen\"}", "printer", "A printer's name is 1 to 64 letters, digits, hyphens and underscores.")]
    [InlineData("{\"text\":\"hi\",\"image\":\"%%%\"}", "image", "The picture is not base64.")]
    [InlineData("{\"text\":\"hi\",\"image\":\"aGVsbG8=\"}", "image", "The picture is not a PNG.")]
    public void A_bad_body_is_refused_in_a_sentence_that_names_the_field(string body, string? field, string sentence)
    {
        Assert.False(MessageCheck.TryRead(body, isBase64: false, out var message, out var problem));

        Assert.Null(message);
        Assert.Equal((400, field, sentence), (problem.Status, problem.Field, problem.Detail));
    }

    [Theory]
    [InlineData("2026-11-23T17:20Z", "2026-11-23T17:20:00.000Z")]
    [InlineData("2026-11-23T17:20:59.1234567+02:00", "2026-11-23T15:20:59.123Z")]
    [InlineData("2026-11-23T17:20:59", null)]
    [InlineData("23 Nov 2026 17:20 GMT", null)]
    [InlineData("0001-01-01T00:00:00+14:00", null)]
    [InlineData("", null)]
    public void A_time_is_ISO_8601_and_says_its_offset(string written, string? expected)
    {
        var isRead = MessageCheck.TryRead("{\"text\":\"hi\",\"written_at\":\"" + written + "\"}", isBase64: false, out var message, out var problem);

        Assert.Equal(expected, isRead ? Times.ToText(message!.WrittenAt!.Value) : null);
        Assert.Equal(expected is null ? "written_at" : null, problem?.Field);
    }

    [Theory]
    [InlineData(-15, null)]
    [InlineData(15, null)]
    [InlineData(-15.01, 15)]
    [InlineData(15.01, 15)]
    public void A_time_is_within_a_quarter_of_an_hour(double minutes, int? limit)
    {
        var now = new DateTimeOffset(2026, 11, 23, 17, 20, 0, TimeSpan.Zero);

        Assert.Equal(limit, MessageCheck.CheckTime(new NewMessage("hi", WrittenAt: now.AddMinutes(minutes)), now)?.Limit);
    }

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("2f6d5a54-6f1c-4b4f-9a3e-0d1f6c6f2a11")]
    public void A_key_names_the_message_that_it_makes(string key)
    {
        var id = IdempotencyKey.MessageId(key);

        Assert.True(Names.IsMessageId(id));
        Assert.Equal(new Ulid(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes("pennant:" + key)).AsSpan(0, 16)).ToString(), id);
    }

    [Fact]
    public void A_limit_is_reached_and_not_passed()
    {
        Assert.Equal(4_000, Read(Body(new('x', 4_000), from: new('y', 60))).Text!.Length);

        Assert.Equal(("text", 4_000), Refused(Body(new('x', 4_001))));
        Assert.Equal(("from", 60), Refused(Body("hi", from: new('y', 61))));
        Assert.Equal((null, 128 * 1024), Refused(Body(new('x', 128 * 1024))));
    }

    [Fact]
    public void A_picture_is_a_PNG_within_its_limits()
    {
        Assert.NotNull(Read(Body("hi", image: Png(48 * 1024))).Image);

        Assert.Equal(("image", 48 * 1024), Refused(Body("hi", image: Png(48 * 1024 + 1))));
        Assert.Equal(("image", null), Refused(Body("hi", image: Png(100, bits: 7))));
        Assert.NotNull(Read(Body("hi", image: Png(100, bits: 8))).Image);
        Assert.Equal(("image", 8_000_000), Refused(Body("hi", image: Png(100, width: 60_000, height: 60_000))));
        Assert.Equal(("image", 8_000_000), Refused(Body("hi", image: Png(100, width: 0))));
        Assert.Equal(("image", 2_000_000), Refused(Body("hi", image: Png(100, bits: 8, width: 2001, height: 1000, colour: 2))));
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused()
    {
        byte[] body = [.. "{\"text\":\"a"u8, 0xC3, .. "\"}"u8];

        Assert.False(MessageCheck.TryRead(body, out _, out var problem));

        Assert.Equal("text", problem.Field);
    }

    [Fact]
    public void Any_text_that_has_ink_is_taken_as_it_is()
    {
        var message = Read(Convert.ToBase64String(Encoding.UTF8.GetBytes(Body("a\0b \u202e 👩‍👩‍👧 ﷽", from: "  "))), isBase64: true);

        Assert.Equal(new NewMessage("a\0b \u202e 👩‍👩‍👧 ﷽", Printer: "kitchen"), message);
    }

    private static NewMessage Read(string body, bool isBase64 = false) =>
        MessageCheck.TryRead(body, isBase64, out var message, out var problem) ? message : throw new InvalidOperationException(problem.Detail);

    private static (string? Field, int? Limit) Refused(string body)
    {
        Assert.False(MessageCheck.TryRead(body, isBase64: false, out _, out var problem));
        return (problem.Field, problem.Limit);
    }

    private static string Body(string text, string? from = null, string? image = null) =>
        JsonSerializer.Serialize(new NewMessage(text, from, "kitchen", image), ContractJson.Default.NewMessage);

    /// <summary>A PNG as far as its header goes.</summary>
    private static string Png(int length, byte bits = 1, uint width = 384, uint height = 100, byte colour = 0)
    {
        var bytes = new byte[length];
        ReadOnlySpan<byte> start = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        start.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(20), height);
        (bytes[24], bytes[25]) = (bits, colour);
        return Convert.ToBase64String(bytes);
    }
}
