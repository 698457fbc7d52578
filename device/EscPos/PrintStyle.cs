namespace Pennant.Device.EscPos;

/// <summary>How the owner wants messages printed.</summary>
/// <param name="Copies">Receipts of each message; all of them are one job, and the proof is for the last.</param>
/// <param name="Cut">Otherwise the paper is only fed, far enough to be torn off.</param>
/// <param name="Density">Percent of the printer's normal darkness. Only printers that answer <c>GS ( H</c> are told: the others might print it.</param>
internal sealed record PrintStyle(int Copies = 1, bool Cut = true, int Density = DensityCommand.Normal)
{
    public static readonly PrintStyle Normal = new();
}
