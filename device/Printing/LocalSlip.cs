using Pennant.Device.EscPos;

namespace Pennant.Device.Printing;

/// <summary>The wish, from <c>pennant-device print-test</c> on this machine, for a calibration slip.</summary>
/// <param name="widthDots">Another width than the printer's; null takes the printer's.</param>
internal sealed class LocalSlip(int? widthDots)
{
    private readonly TaskCompletionSource<SlipOutcome> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int? WidthDots => widthDots;

    /// <summary>Ends when the printer has been given the slip, or will not be.</summary>
    public Task<SlipOutcome> Outcome => done.Task;

    public void Tell(SlipOutcome outcome) => done.TrySetResult(outcome);
}

/// <param name="Hold">Why nothing was printed; null when it was tried.</param>
/// <param name="Outcome">Then, what is known of it.</param>
internal sealed record SlipOutcome(string? Hold, PrintOutcome? Outcome);
