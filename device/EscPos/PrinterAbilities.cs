using Pennant.Contract;

namespace Pennant.Device.EscPos;

/// <summary>What this printer was seen to do, and what it was found to be. What it calls itself proves nothing about the first.</summary>
/// <param name="AnswersStatus">To <c>DLE EOT</c> 1 to 4.</param>
/// <param name="Evidence">The best proof of paper that it can give.</param>
/// <param name="WidthDots">As configured, or else as found.</param>
/// <param name="HasCutter">As configured, or else as found.</param>
internal sealed record PrinterAbilities(bool AnswersStatus, string? Model, Evidence Evidence, int WidthDots, bool HasCutter);
