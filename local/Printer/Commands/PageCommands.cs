using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>Page mode: ESC L to FF or ESC S.</summary>
internal sealed class PageCommands(Machine machine)
{
    public void AddTo(CommandTable table)
    {
        table.Control(0x0C, FormFeedAsync);
        table.Control(0x18, _ => Do(() => machine.Press.Page?.ClearArea()));
        table.Add(Esc, '\x0C', 0, (_, cancellation) => machine.Press.PrintPageAsync(cancellation));
        table.Add(Esc, 'L', 0, _ =>
        {
            if (machine.Press.IsAtLineStart) machine.Press.EnterPageMode();
        });
        table.Add(Esc, 'S', 0, _ => machine.Press.LeavePageMode());
        table.Add(Esc, 'T', 1, p => machine.Press.Page?.SetDirection(p[0] & 3));
        table.Add(Esc, 'W', 8, p => machine.Press.Page?.SetArea(Across(p, 0), Down(p, 2), Across(p, 4), Down(p, 6)));
        table.Add(Gs, '$', 2, p => MoveTo(_ => machine.Layout.Down(Number(p, 0))));
        table.Add(Gs, '\\', 2, p => MoveTo(y => y + machine.Layout.Down((short)Number(p, 0))));
    }

    /// <summary>In standard mode there are no forms: the line ends.</summary>
    private async ValueTask FormFeedAsync(CancellationToken cancellation)
    {
        if (machine.Press.Page is null)
        {
            await machine.Press.FlushAsync(cancellation);
            return;
        }
        await machine.Press.PrintPageAsync(cancellation);
        machine.Press.LeavePageMode();
    }

    private void MoveTo(Func<int, int> move)
    {
        if (machine.Press.Page is { } page) page.Y = Math.Max(0, move(page.Y));
    }

    private static ValueTask Do(Action action)
    {
        action();
        return ValueTask.CompletedTask;
    }

    private int Across(byte[] p, int at) => machine.Layout.Across(Number(p, at));

    private int Down(byte[] p, int at) => machine.Layout.Down(Number(p, at));

    private static int Number(byte[] p, int at) => p[at] | (p[at + 1] << 8);
}
