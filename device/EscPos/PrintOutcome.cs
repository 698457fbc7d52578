using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>What is known of a receipt after it was sent.</summary>
/// <param name="Evidence">Null when nobody knows whether it is on paper.</param>
/// <param name="Detail">Then, why.</param>
internal sealed record PrintOutcome(Evidence? Evidence, string? Detail = null)
{
    /// <summary>The printer has every byte of it, so that the connection can go on.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Ends when the printer says on this very connection, late, that the receipt is on paper; fails when the connection ends first. Null when no proof can come.</summary>
    public Task? Late { get; init; }
}
