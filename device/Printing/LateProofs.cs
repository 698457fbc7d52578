using Pennant.Device.EscPos;

namespace Pennant.Device.Printing;

/// <summary>Unconfirmed jobs of which the printer may still say, on the same connection, that they are on paper.</summary>
/// <param name="onProof">Called, on any thread, when there may be one.</param>
internal sealed class LateProofs(Action onProof)
{
    private readonly List<LateProof> waiting = [];

    public void Watch(string id, double millimetres, PrintOutcome outcome)
    {
        if (outcome.Late is not { } proof) return;
        waiting.Add(new LateProof(id, millimetres, proof));
        _ = proof.ContinueWith(_ => onProof(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Those that have come. One is given out until <see cref="Settle"/> is called for it.</summary>
    public IReadOnlyList<LateProof> Come()
    {
        waiting.RemoveAll(w => w.Proof.IsFaulted || w.Proof.IsCanceled);
        return [.. waiting.Where(w => w.Proof.IsCompletedSuccessfully)];
    }

    public void Settle(LateProof proof) => waiting.Remove(proof);
}

/// <param name="Proof">Fails when the connection ends before the printer has said anything.</param>
internal sealed record LateProof(string Id, double Millimetres, Task Proof);
