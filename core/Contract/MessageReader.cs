using System.Text.Json;

namespace Pennant.Contract;

/// <summary>One JSON object of known string fields, each at most once, so that a refusal can name the field.</summary>
internal static class MessageReader
{
    /// <returns>Null when <paramref name="message"/> was read.</returns>
    public static Problem? Read(ReadOnlySpan<byte> body, out NewMessage? message)
    {
        message = null;
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return MessageCheck.Refuse("The body is not a JSON object.");
            var fields = new Dictionary<string, string?>(5);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                if (ReadField(ref reader, fields) is { } problem) return problem;
            reader.Read();
            var writtenAt = fields.GetValueOrDefault("written_at");
            if (writtenAt is not null && Times.ParseStrictly(writtenAt) is null) return MessageCheck.Refuse("The field \"written_at\" must be an ISO 8601 time with Z or an offset, e.g. 2026-11-23T17:20:00Z.", "written_at");
            message = new NewMessage(fields.GetValueOrDefault("text"), fields.GetValueOrDefault("from"), fields.GetValueOrDefault("printer"), fields.GetValueOrDefault("image"), Times.ParseStrictly(writtenAt));
            return null;
        }
        catch (JsonException e)
        {
            return MessageCheck.Refuse($"The body is not well-formed JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}).");
        }
    }

    private static Problem? ReadField(ref Utf8JsonReader reader, Dictionary<string, string?> fields)
    {
        if (Text(ref reader) is not { } name) return MessageCheck.Refuse("A field's name is not well-formed Unicode.");
        if (name is not ("text" or "from" or "printer" or "image" or "written_at"))
        {
            var shown = name.Length > 40 ? name[..40] + "…" : name;
            return MessageCheck.Refuse($"There is no field \"{shown}\": a message has text, from, printer, image and written_at.", shown);
        }
        reader.Read();
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null)) return MessageCheck.Refuse($"The field \"{name}\" must be a string.", name);
        var value = reader.TokenType == JsonTokenType.Null ? null : Text(ref reader);
        if (value is null && reader.TokenType == JsonTokenType.String)
            return MessageCheck.Refuse($"The field \"{name}\" is not well-formed Unicode: it holds half of a surrogate pair or bytes that are not UTF-8.", name);
        return fields.TryAdd(name, value) ? null : MessageCheck.Refuse($"The field \"{name}\" is given twice.", name);
    }

    /// <summary>Null for what has no text: half of a surrogate pair, bytes that are not UTF-8.</summary>
    private static string? Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
