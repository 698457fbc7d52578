namespace Pennant.Local.Printer;

/// <summary>What the printer did that cannot be seen on the paper: commands it did not know, a drawer kicked open.</summary>
internal sealed class Notes(TimeProvider clock, ILogger log)
{
    private const int Kept = 50;
    private readonly Lock changing = new();
    private readonly Queue<Note> notes = new();

    public event Action<Note>? Added;

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<Note> All
    {
        get
        {
            lock (changing) return [.. notes];
        }
    }

    public void Add(string text)
    {
        var note = new Note(clock.GetUtcNow(), text);
        lock (changing)
        {
            notes.Enqueue(note);
            if (notes.Count > Kept) notes.Dequeue();
        }
        log.LogInformation("{Note}", text);
        Added?.Invoke(note);
    }
}

internal sealed record Note(DateTimeOffset At, string Text);
