namespace Pennant.Contract;

/// <summary>Every limit that more than one room must agree on.</summary>
public static class Limits
{
    /// <summary>Message text, in UTF-16 units.</summary>
    public const int TextLength = 4_000;

    /// <summary>Sender's name, in UTF-16 units.</summary>
    public const int FromLength = 60;

    /// <summary>A picture, as PNG bytes before base64.</summary>
    public const int ImageBytes = 48 * 1024;

    /// <summary>A picture's width times its height: the widest paper at its longest, and room to spare. A small PNG can unpack to far more.</summary>
    public const int ImageDots = 8_000_000;

    /// <summary>The same for a picture in colours, which take four times as much memory to unpack; it is far more than the paper can show.</summary>
    public const int ColourImageDots = 2_000_000;

    /// <summary>A body of the HTTP API, in bytes: the picture as base64, the text escaped, and room to spare.</summary>
    public const int RequestBytes = 128 * 1024;

    /// <summary>One MQTT payload, in bytes. AWS IoT Core closes the connection of whoever publishes more.</summary>
    public const int PayloadBytes = 128 * 1024;

    /// <summary>Messages in flight to one printer at a time. AWS replays at most 10 a second to a returning printer.</summary>
    public const int Window = 3;

    /// <summary>Paper for one message, in millimetres.</summary>
    public const int PaperMillimetres = 1_500;

    /// <summary>An <c>Idempotency-Key</c>, in visible ASCII characters. The message's id is made from the key, so a short one could be guessed.</summary>
    public const int IdempotencyKeyMinLength = 16, IdempotencyKeyMaxLength = 128;

    /// <summary>How far the time that a receipt shows may be from the server's clock, either way.</summary>
    public static readonly TimeSpan WrittenWithin = TimeSpan.FromMinutes(15);

    /// <summary>How long an unprinted message is kept trying.</summary>
    public static readonly TimeSpan ExpiresAfter = TimeSpan.FromDays(7);

    /// <summary>How long the record is kept.</summary>
    public static readonly TimeSpan DeletedAfter = TimeSpan.FromDays(90);

    /// <summary>Longest a device stays silent about a job it has accepted: it repeats its last ack at least this often.</summary>
    public static readonly TimeSpan AckHeartbeat = TimeSpan.FromSeconds(60);
}
