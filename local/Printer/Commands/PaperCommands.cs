using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>The cutter, and what stands beside the printer.</summary>
internal sealed class PaperCommands(Machine machine)
{
    public void AddTo(CommandTable table)
    {
        table.Add(Gs, 'V', CutAsync);
        table.Add(Esc, 'i', 0, (_, cancellation) => CutHereAsync(cancellation));
        table.Add(Esc, 'm', 0, (_, cancellation) => CutHereAsync(cancellation));
        table.Control(0x07, _ => Beep());
        table.Block(Esc, 'A', (_, _) => Beep());
        table.Add(Esc, 'B', 2, (_, _) => Beep());
        table.Add(Esc, 'p', 3, p => machine.Notes.Add($"The drawer was opened (ESC p, pin {(p[0] is 1 or 49 ? 5 : 2)})."));
    }

    private ValueTask Beep()
    {
        machine.Notes.Add("The buzzer was sounded.");
        return ValueTask.CompletedTask;
    }

    /// <summary>GS V: at once, or after a feed to where the cutter is. Without a cutter the paper is only fed.</summary>
    private async ValueTask CutAsync(CommandStream input, CancellationToken cancellation)
    {
        var kind = await input.NextAsync(cancellation);
        if (!machine.Press.IsAtLineStart) await machine.Press.EndLineAsync(machine.Layout.LineSpacing, cancellation);
        if (kind is 65 or 66 or 97 or 98 or 103 or 104) await machine.Paper.FeedAsync(machine.Layout.Down(await input.NextAsync(cancellation)), cancellation);
        await machine.Paper.CutAsync(cancellation);
    }

    private async ValueTask CutHereAsync(CancellationToken cancellation)
    {
        await machine.Press.FlushAsync(cancellation);
        await machine.Paper.CutAsync(cancellation);
    }
}
