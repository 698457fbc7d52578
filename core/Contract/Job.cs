using System.Runtime.InteropServices;

namespace Pennant.Contract;

/// <summary>What a printer is given on <c>pennant/{printer}/jobs</c>. May arrive more than once and out of order.</summary>
/// <param name="Id">The message's ULID, 26 characters.</param>
/// <param name="Attempt">1 for the first publish, then one more each time. The answer carries it back.</param>
/// <param name="Image">A PNG as base64.</param>
/// <param name="Copy">The id of the message that this one is a labelled copy of.</param>
/// <param name="WrittenAt">The time that the receipt shows; absent means <paramref name="CreatedAt"/>.</param>
public sealed record Job(string Id, int Attempt, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, [Optional, DefaultParameterValue(null)] string? From, string Text, string? Image = null, string? Copy = null, DateTimeOffset? WrittenAt = null);
