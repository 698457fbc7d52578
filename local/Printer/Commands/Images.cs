using Pennant.Local.Printer.Drawing;

namespace Pennant.Local.Printer.Commands;

/// <summary>Pictures that the host has put into the printer's memory.</summary>
internal sealed class Images
{
    /// <summary>Of one picture; what is larger is stepped over.</summary>
    public const int LargestBytes = 4 * 1024 * 1024;

    private readonly Dictionary<string, Bitmap> kept = [];

    /// <summary>GS ( L function 112, until it is printed.</summary>
    public Bitmap? Waiting { get; set; }

    /// <summary>GS *.</summary>
    public Bitmap? Downloaded { get; set; }

    /// <param name="key">Which memory, and the name in it.</param>
    public Bitmap? this[string key]
    {
        get => kept.GetValueOrDefault(key);
        set
        {
            if (value is null) kept.Remove(key);
            else kept[key] = value;
        }
    }

    /// <summary>What does not outlive ESC @; pictures that were stored by name do.</summary>
    public void Forget() => (Waiting, Downloaded) = (null, null);
}
