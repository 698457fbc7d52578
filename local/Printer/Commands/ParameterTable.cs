using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>How many bytes follow the commands that this printer reads and does not obey. Source: Epson ESC/POS reference.</summary>
internal static class ParameterTable
{
    /// <returns>Null for what is in no reference; then nothing is taken to follow.</returns>
    public static int? After(byte prefix, byte code) => prefix switch
    {
        Esc => AfterEsc((char)code),
        Gs => AfterGs((char)code),
        _ => AfterFs((char)code),
    };

    /// <summary>Also of commands whose length depends on what they say.</summary>
    public static async ValueTask SkipAsync(byte prefix, byte code, long count, CommandStream input, CancellationToken cancellation)
    {
        switch ((prefix, (char)code))
        {
            case (Gs, 'e'):
                count = await input.NextAsync(cancellation) == 32 ? 2 : 0;
                break;
            case (Gs, 'C'):
                count = await input.NextAsync(cancellation) switch { 0 or 48 => 2, 1 or 49 => 6, 2 or 50 => 2, _ => 0 };
                break;
            case (Gs, 'Q'):
                await input.SkipAsync(2, cancellation);
                count = await input.NumberAsync(cancellation) * (long)await input.NumberAsync(cancellation);
                break;
            case (Gs, 'D'):
                // A Windows bitmap, which holds its own size.
                await input.SkipAsync(9, cancellation);
                count = await input.NumberAsync(cancellation) + ((long)await input.NumberAsync(cancellation) << 16) - 6;
                break;
            case (Fs, 'g'):
                count = await input.NextAsync(cancellation);
                await input.SkipAsync(5, cancellation);
                count = count is 1 or 49 ? await input.NumberAsync(cancellation) : 2;
                break;
        }
        await input.SkipAsync(count, cancellation);
    }

    private static int? AfterEsc(char command) => command switch
    {
        // ESC 4 and ESC 5 are italics elsewhere; some hosts send a 0 or a 1 after them, which is nothing on its own.
        '<' or '4' or '5' => 0,
        '?' or 'r' or 'U' or 's' => 1,
        'c' or 'f' => 2,
        _ => null,
    };

    private static int? AfterGs(char command) => command switch
    {
        ':' or 'c' or 'C' or 'D' or 'e' or 'Q' => 0,
        '/' or 'b' or 'E' or 'j' => 1,
        '^' or 'z' => 3,
        'g' => 4,
        _ => null,
    };

    private static int? AfterFs(char command) => command switch
    {
        '!' or '-' or 'W' or 'J' => 1,
        'S' or '?' or '}' => 2,
        'g' => 0,
        '2' => 74,
        _ => null,
    };
}
