using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Pennant.Contract;

/// <summary>What strangers send, read strictly: <c>POST /messages</c> and <c>POST /preview</c> refuse the same bodies with the same sentences.</summary>
public static class MessageCheck
{
    /// <summary>Reads the body as API Gateway hands it over: as text, or as base64 where the route takes binary media types.</summary>
    public static bool TryRead(string? body, bool isBase64, [NotNullWhen(true)] out NewMessage? message, [NotNullWhen(false)] out Problem? problem)
    {
        message = null;
        if (body is null or "") problem = Refuse("The request has no body: send a JSON object with a \"text\".");
        else if (!isBase64) return TryRead(Encoding.UTF8.GetBytes(body), out message, out problem);
        else if (TryDecode(body, out var bytes)) return TryRead(bytes, out message, out problem);
        else problem = Refuse("The body is not the base64 that it is said to be.");
        return false;
    }

    /// <param name="problem">Status 400: names the field and the limit, in a sentence for a person.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, [NotNullWhen(true)] out NewMessage? message, [NotNullWhen(false)] out Problem? problem)
    {
        message = null;
        problem = body.Length > Limits.RequestBytes
            ? Refuse($"The body is {body.Length:N0} bytes long; at most {Limits.RequestBytes:N0} are taken.", limit: Limits.RequestBytes)
            : MessageReader.Read(body, out message) ?? Check(message);
        if (problem is null) message = message! with { From = string.IsNullOrWhiteSpace(message.From) ? null : message.From };
        else message = null;
        return message is not null;
    }

    /// <summary>A receipt does not show a time that is long gone or still to come.</summary>
    /// <returns>Null when the message names no time, or one near to <paramref name="now"/>.</returns>
    public static Problem? CheckTime(NewMessage message, DateTimeOffset now) => message.WrittenAt is { } at && (at - now).Duration() > Limits.WrittenWithin
        ? Refuse($"The message says that it was written at {Times.ToText(at)}; that may be at most {Limits.WrittenWithin.TotalMinutes:0} minutes from now.", "written_at", (int)Limits.WrittenWithin.TotalMinutes)
        : null;

    public static Problem Refuse(string detail, string? field = null, int? limit = null) => new("about:blank", "Bad Request", 400, detail, field, limit);

    private static Problem? Check(NewMessage? message)
    {
        if (message is not { Text: { } text }) return Refuse("The text is missing.", "text", Limits.TextLength);
        if (!HasInk(text)) return Refuse("The text is empty.", "text", Limits.TextLength);
        if (text.Length > Limits.TextLength)
            return Refuse($"The text is {text.Length:N0} characters long; at most {Limits.TextLength:N0} fit.", "text", Limits.TextLength);
        if (message.From is { } from && from.Length > Limits.FromLength)
            return Refuse($"The sender's name is {from.Length:N0} characters long; at most {Limits.FromLength} fit.", "from", Limits.FromLength);
        if (message.From is { } name && name.Any(char.IsControl))
            return Refuse("The sender's name holds a line break or another control character.", "from");
        if (message.Printer is { } printer && !Names.IsPrinter(printer))
            return Refuse("A printer's name is 1 to 64 letters, digits, hyphens and underscores.", "printer", 64);
        return message.Image is { } image ? PictureCheck.Check(image) : null;
    }

    /// <summary>Spaces, controls and invisible characters alone print an empty receipt.</summary>
    private static bool HasInk(string text) => text.EnumerateRunes().Any(rune => !Rune.IsWhiteSpace(rune) && !Invisible.Is(rune));

    private static bool TryDecode(string body, out ReadOnlySpan<byte> bytes)
    {
        var buffer = new byte[body.Length / 4 * 3 + 3];
        var isBase64 = Convert.TryFromBase64String(body, buffer, out var length);
        bytes = buffer.AsSpan(0, length);
        return isBase64;
    }
}
