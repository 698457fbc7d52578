using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>Where the next character stands, and the way from line to line.</summary>
internal sealed class LineCommands(Machine machine)
{
    private const int TabColumns = 8, MostTabs = 32;

    public void AddTo(CommandTable table)
    {
        table.Control(0x0A, cancellation => machine.Press.EndLineAsync(machine.Layout.LineSpacing, cancellation));
        table.Control(0x09, _ => Tab());
        table.Control(0x0D, _ => ValueTask.CompletedTask);
        table.Add(Esc, '2', 0, _ => machine.Layout.LineSpacing = Drawing.Layout.NormalSpacing);
        table.Add(Esc, '3', 1, p => machine.Layout.LineSpacing = machine.Layout.Down(p[0]));
        table.Add(Esc, 'J', 1, (p, cancellation) => machine.Press.EndLineAsync(machine.Layout.Down(p[0]), cancellation));
        table.Add(Esc, 'd', 1, (p, cancellation) => machine.Press.EndLineAsync(p[0] * machine.Layout.LineSpacing, cancellation));
        table.Add(Esc, 'K', 1, (p, cancellation) => BackAsync(machine.Layout.Down(p[0]), cancellation));
        table.Add(Esc, 'e', 1, (p, cancellation) => BackAsync(p[0] * machine.Layout.LineSpacing, cancellation));
        table.Add(Esc, '$', 2, p => machine.Press.Position = machine.Layout.Across(Number(p)));
        table.Add(Esc, '\\', 2, p => machine.Press.Position += machine.Layout.Across((short)Number(p)));
        table.Add(Esc, 'D', SetTabsAsync);
        AddMargins(table);
    }

    private void AddMargins(CommandTable table)
    {
        table.Add(Esc, 'a', 1, p => AtLineStart(() => machine.Layout.Alignment = p[0] switch { 1 or 49 => 1, 2 or 50 => 2, 0 or 48 => 0, _ => machine.Layout.Alignment }));
        table.Add(Esc, '{', 1, p => AtLineStart(() => machine.Layout.IsUpsideDown = (p[0] & 1) != 0));
        table.Add(Gs, 'L', 2, p => AtLineStart(() => machine.Layout.LeftMargin = machine.Layout.Across(Number(p))));
        table.Add(Gs, 'W', 2, p => AtLineStart(() => machine.Layout.AreaWidth = machine.Layout.Across(Number(p))));
        table.Add(Gs, 'P', 2, p => machine.Layout.SetUnits(p[0], p[1]));
        // GS T: to the beginning of the line, with what is in it or without.
        table.Add(Gs, 'T', 1, async (p, cancellation) =>
        {
            if (p[0] is 1 or 49) await machine.Press.FlushAsync(cancellation);
            else if (machine.Press.Page is null) machine.Press.Clear();
        });
    }

    /// <summary>Elsewhere in a line these commands are ignored, as the real ones do.</summary>
    private void AtLineStart(Action change)
    {
        if (machine.Press.IsAtLineStart || machine.Press.Page is not null) change();
        else machine.Notes.Add("A command that works only at the beginning of a line came inside one, and was ignored.");
    }

    private async ValueTask BackAsync(int rows, CancellationToken cancellation)
    {
        await machine.Press.FlushAsync(cancellation);
        machine.Paper.Retract(rows);
    }

    private ValueTask Tab()
    {
        var (tabs, position) = (machine.Layout.Tabs, machine.Press.Position);
        var every = TabColumns * Drawing.CellFont.A.Width;
        var next = tabs.Count == 0 ? ((position / every) + 1) * every : tabs.FirstOrDefault(tab => tab > position, position);
        if (next < machine.Layout.AreaWidth || machine.Press.Page is not null) machine.Press.Position = next;
        return ValueTask.CompletedTask;
    }

    private async ValueTask SetTabsAsync(Wire.CommandStream input, CancellationToken cancellation)
    {
        var tabs = new List<int>();
        while (tabs.Count < MostTabs && await input.NextAsync(cancellation) is var column and not 0)
        {
            var tab = column * machine.Style.Pitch;
            if (tabs.Count > 0 && tab <= tabs[^1]) break;
            tabs.Add(tab);
        }
        machine.Layout.Tabs = tabs;
    }

    private static int Number(byte[] p) => p[0] | (p[1] << 8);
}
