namespace Pennant.Receipts.Text.Unicode;

/// <summary>What a character does to the direction of writing, under the names of UAX #9. Explicit controls count as <see cref="BN"/>: <see cref="CleanText"/> lets none pass.</summary>
internal enum BidiClass : byte
{
    L, R, AL, EN, ES, ET, AN, CS, NSM, BN, B, S, WS, ON,
}
