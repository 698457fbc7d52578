using Pennant.Local.Printer.Commands;
using Pennant.Local.Printer.Wire;
using static Pennant.Local.Printer.Commands.CommandTable;

namespace Pennant.Local.Printer;

/// <summary>Obeys ESC/POS, one command after the other, each only while the printer is on line. What it does not know is stepped over and noted.</summary>
internal sealed class Interpreter
{
    private const byte Dle = 0x10, Space = 0x20, Block = (byte)'(', Select = (byte)'=';
    private readonly Machine machine;
    private readonly CommandTable table = new();
    private readonly TextCommands text;

    /// <summary>ESC =: the bytes are meant for another device until the printer is selected again, or the next host comes.</summary>
    private bool isDeselected;

    public Interpreter(Machine machine)
    {
        this.machine = machine;
        text = new TextCommands(machine);
        text.AddTo(table);
        new LineCommands(machine).AddTo(table);
        new RasterCommands(machine).AddTo(table);
        var images = new Images();
        new BitImageCommands(machine, images).AddTo(table);
        new GraphicsCommands(machine, images).AddTo(table);
        new BarcodeCommands(machine).AddTo(table);
        new SymbolCommands(machine).AddTo(table);
        new PageCommands(machine).AddTo(table);
        new StatusCommands(machine).AddTo(table);
        new PaperCommands(machine).AddTo(table);
        table.Add(Esc, '@', 0, _ => machine.Initialize());
        table.Add(Esc, '=', 1, p => isDeselected = (p[0] & 1) == 0);
        machine.Initialized += () =>
        {
            images.Forget();
            isDeselected = false;
        };
        machine.Initialize();
    }

    /// <summary>Until the connection's last byte. What a broken-off command still lacks is not taken from the next connection.</summary>
    public async Task RunAsync(CommandStream input, CancellationToken cancellation)
    {
        isDeselected = false;
        try
        {
            while (await input.FirstAsync(cancellation) is { } first)
            {
                await machine.Condition.WhenOnlineAsync(cancellation);
                await ObeyAsync(first, input, cancellation);
            }
        }
        catch (EndOfStreamException)
        {
            machine.Press.Clear();
        }
    }

    /// <summary>As after power-on; what waits in the line is lost.</summary>
    public void Reset() => machine.Initialize();

    /// <summary>What waits in the line is lost; how it would have looked stays.</summary>
    public void Clear() => machine.Press.Clear();

    private ValueTask ObeyAsync(byte first, CommandStream input, CancellationToken cancellation)
    {
        if (first == Dle) return RealTimeAsync(input, cancellation);
        if (first is Esc or Fs or Gs) return CommandAsync(first, input, cancellation);
        if (isDeselected) return ValueTask.CompletedTask;
        if (first >= Space) return text.AddAsync(first, cancellation);
        return table.Find(0, first) is { } control ? control(input, cancellation) : ValueTask.CompletedTask;
    }

    private async ValueTask CommandAsync(byte prefix, CommandStream input, CancellationToken cancellation)
    {
        var code = await input.NextAsync(cancellation);
        if (isDeselected && !(prefix == Esc && code == Select)) return;
        // A cheap copy does not know these at all, and takes their parameters for text.
        if (prefix == Gs && code == Block && machine.Replies.IsClone) return;
        if (code == Block) await BlockAsync(prefix, input, cancellation);
        else if (table.Find(prefix, code) is { } command) await command(input, cancellation);
        else await SkipAsync(prefix, code, input, cancellation);
    }

    /// <summary>Commands that say their own length.</summary>
    private async ValueTask BlockAsync(byte prefix, CommandStream input, CancellationToken cancellation)
    {
        var function = await input.NextAsync(cancellation);
        var parameters = await input.ReadAsync(await input.NumberAsync(cancellation), cancellation);
        if (table.FindBlock(prefix, function) is { } obey) await obey(parameters, cancellation);
        else machine.Notes.Add($"{Name(prefix)} ( {Name(function)} with {parameters.Length} bytes was stepped over.");
    }

    private async ValueTask SkipAsync(byte prefix, byte code, CommandStream input, CancellationToken cancellation)
    {
        var count = ParameterTable.After(prefix, code);
        machine.Notes.Add(count is null ? $"{Name(prefix)} {Name(code)} is no command of this printer." : $"{Name(prefix)} {Name(code)} was stepped over.");
        await ParameterTable.SkipAsync(prefix, code, count ?? 0, input, cancellation);
    }

    /// <summary>Obeyed on receipt already: here it is only stepped over.</summary>
    private static async ValueTask RealTimeAsync(CommandStream input, CancellationToken cancellation)
    {
        var command = await input.NextAsync(cancellation);
        if (command is 0x04 && await input.NextAsync(cancellation) is 7 or 8) await input.SkipAsync(1, cancellation);
        if (command is 0x05) await input.SkipAsync(1, cancellation);
        if (command == 0x14) await input.SkipAsync(await input.NextAsync(cancellation) == 8 ? 7 : 2, cancellation);
    }

    private static string Name(byte code) => code switch
    {
        Esc => "ESC", Fs => "FS", Gs => "GS",
        > 0x20 and < 0x7F => $"{(char)code}",
        _ => $"{code:X2}h",
    };
}
