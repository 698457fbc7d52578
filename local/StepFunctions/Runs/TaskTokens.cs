using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Pennant.Local.Endpoint;

namespace Pennant.Local.StepFunctions.Runs;

/// <summary>The tokens of open callback attempts. A token proves by itself that it was issued here, so that a late one is told from an invented one without keeping any.</summary>
/// <param name="key">Kept with the data: tokens survive a restart.</param>
internal sealed class TaskTokens(byte[] key)
{
    private const int NonceBytes = 24, ProofBytes = NonceBytes + HMACSHA256.HashSizeInBytes;
    private readonly ConcurrentDictionary<string, Attempt> _open = new();

    /// <param name="machine">ARN of the state machine: permissions to answer a token are permissions on it.</param>
    public string Issue(string machine)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var owner = Encoding.UTF8.GetBytes(machine);
        return Convert.ToBase64String([.. nonce, .. Proof(nonce, owner), .. owner]);
    }

    /// <summary>The state machine that a token names; null when it is none.</summary>
    public static string? MachineOf(string token)
    {
        var bytes = Bytes(token);
        return bytes.Length > ProofBytes ? Encoding.UTF8.GetString(bytes, ProofBytes, bytes.Length - ProofBytes) : null;
    }

    public void Open(string token, Attempt attempt) => _open[token] = attempt;

    public void Close(string token) => _open.TryRemove(token, out _);

    /// <exception cref="AwsException"><c>InvalidToken</c> for what was never issued, <c>TaskTimedOut</c> for what is over.</exception>
    public Attempt Find(string token) => _open.TryGetValue(token, out var attempt) ? attempt
        : WasIssued(token) ? throw Over()
        : throw new AwsException("InvalidToken", "Invalid Token: 'Invalid token'");

    public static AwsException Over() => new("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");

    private bool WasIssued(string token)
    {
        var bytes = Bytes(token);
        return bytes.Length > ProofBytes && CryptographicOperations.FixedTimeEquals(Proof(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(ProofBytes)), bytes.AsSpan(NonceBytes, HMACSHA256.HashSizeInBytes));
    }

    private byte[] Proof(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> owner) => HMACSHA256.HashData(key, (byte[])[.. nonce, .. owner]);

    private static byte[] Bytes(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) ? bytes[..length] : [];
    }
}
