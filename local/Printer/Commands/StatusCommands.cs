using System.Text;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer.Commands;

/// <summary>Questions that wait their turn among the print data.</summary>
internal sealed class StatusCommands(Machine machine)
{
    public void AddTo(CommandTable table)
    {
        table.Add(Esc, 'v', 0, _ => machine.Replies.Send(StatusBytes.PaperSensor(machine.Condition.Now)));
        table.Add(Esc, 'u', 1, _ => machine.Replies.Send(StatusBytes.DrawerPin(machine.Condition.Now)));
        table.Add(Gs, 'r', 1, p => Answer(p[0]));
        table.Add(Gs, 'I', 1, p => Identify(p[0]));
        table.Add(Gs, 'a', 1, p => machine.Replies.Automatic(p[0]));
        table.Block(Gs, 'H', (p, _) =>
        {
            Confirm(p);
            return ValueTask.CompletedTask;
        });
    }

    private void Answer(byte kind)
    {
        if (kind is 1 or 49) machine.Replies.Send(StatusBytes.PaperSensor(machine.Condition.Now));
        if (kind is 2 or 50) machine.Replies.Send(StatusBytes.DrawerPin(machine.Condition.Now));
    }

    private void Identify(byte kind)
    {
        if (!machine.Replies.IsClone && StatusBytes.Identity(kind, machine.Settings.HasCutter) is { } answer) machine.Replies.Send(answer);
    }

    /// <summary>GS ( H: all before this is on paper; and whether going off line is to be told.</summary>
    private void Confirm(byte[] p)
    {
        if (p is [48, 48, _, _, _, _])
        {
            machine.Paper.Name(Encoding.Latin1.GetString(p, 2, 4));
            machine.Replies.Complete(p.AsSpan(2).ToArray());
        }
        if (p is [49, 48, var setting]) machine.Replies.Offline(setting);
    }
}
