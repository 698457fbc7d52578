namespace Pennant.Local.Printer;

/// <summary>What the printer did that cannot be seen on the paper: commands it did not know, a drawer kicked open. What happens again is counted.</summary>
internal sealed class Notes(TimeProvider clock, ILogger log)
{
    private const int Kept = 50;
    private readonly Lock changing = new();
    private readonly List<Note> notes = [];

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
        Note note;
        lock (changing)
        {
            var before = notes.FindIndex(one => one.Text == text);
            note = new Note(clock.GetUtcNow(), text, before < 0 ? 1 : notes[before].Times + 1);
            if (before >= 0) notes.RemoveAt(before);
            else if (notes.Count == Kept) notes.RemoveAt(0);
            notes.Add(note);
        }
        if (note.Times == 1) log.LogInformation("{Note}", text);
        Added?.Invoke(note);
    }
}

/// <param name="At">The last time.</param>
/// <param name="Times">How often.</param>
internal sealed record Note(DateTimeOffset At, string Text, int Times);
