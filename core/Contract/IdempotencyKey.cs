using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Pennant.Contract;

/// <summary>The header <c>Idempotency-Key</c>: the message's id follows from it, so that a repeated request finds the message that the first one made, and a preview shows the id that the paper will carry.</summary>
public static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static bool IsValid(string key) =>
        key.Length is >= Limits.IdempotencyKeyMinLength and <= Limits.IdempotencyKeyMaxLength && key.All(character => character is > ' ' and <= '~');

    /// <returns>Null for a key that may be used.</returns>
    public static Problem? Check(string? key) => key is null || IsValid(key) ? null
        : MessageCheck.Refuse($"The header {Header} is {Limits.IdempotencyKeyMinLength} to {Limits.IdempotencyKeyMaxLength} visible ASCII characters.", Header, Limits.IdempotencyKeyMaxLength);

    /// <summary>A ULID of 128 bits of the key's SHA-256.</summary>
    public static string MessageId(string key)
    {
        var bits = BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("pennant:" + key)));
        return string.Create(26, bits, static (id, left) =>
        {
            for (var i = id.Length - 1; i >= 0; i--, left >>= 5) id[i] = Crockford[(int)(left & 31)];
        });
    }
}
