namespace Pennant.Device;

/// <summary>What is wrong with the device itself and does not keep it from printing; told in the shadow.</summary>
internal sealed class Problems
{
    public const string Gpio = "gpio", Journal = "journal", Link = "link", Settings = "settings";

    private const int LongestSentence = 200;
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, string> all = new(StringComparer.Ordinal);

    public event Action? Changed;

    /// <summary>A copy: area to sentence.</summary>
    public IReadOnlyDictionary<string, string> All
    {
        get
        {
            lock (gate) return new SortedDictionary<string, string>(all, StringComparer.Ordinal);
        }
    }

    /// <param name="sentence">Null: it is well again.</param>
    public void Set(string area, string? sentence)
    {
        lock (gate)
        {
            if (all.GetValueOrDefault(area) == Short(sentence)) return;
            if (sentence is null) all.Remove(area);
            else all[area] = Short(sentence)!;
        }
        Changed?.Invoke();
    }

    private static string? Short(string? sentence) => sentence?.Length > LongestSentence ? $"{sentence.AsSpan(0, LongestSentence - 1)}…" : sentence;
}
