using Pennant.Local.Printer.Wire;

namespace Pennant.Local.Printer.Commands;

/// <summary>What a command does; it takes its own parameters from the input.</summary>
internal delegate ValueTask Command(CommandStream input, CancellationToken cancellation);

/// <summary>The commands that this printer obeys, by their first two bytes, and those of the form <c>GS ( x</c> by their three.</summary>
internal sealed class CommandTable
{
    public const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D;
    private readonly Dictionary<(byte, byte), Command> commands = [];
    private readonly Dictionary<(byte, byte), Func<byte[], CancellationToken, ValueTask>> blocks = [];

    /// <summary>A control character of its own.</summary>
    public void Control(byte code, Func<CancellationToken, ValueTask> obey) => commands[(0, code)] = (_, cancellation) => obey(cancellation);

    public void Add(byte prefix, char code, Command command) => commands[(prefix, (byte)code)] = command;

    /// <param name="parameters">How many bytes follow.</param>
    public void Add(byte prefix, char code, int parameters, Action<byte[]> obey) => Add(prefix, code, parameters, (given, _) =>
    {
        obey(given);
        return ValueTask.CompletedTask;
    });

    public void Add(byte prefix, char code, int parameters, Func<byte[], CancellationToken, ValueTask> obey) =>
        Add(prefix, code, async (input, cancellation) => await obey(await input.ReadAsync(parameters, cancellation), cancellation));

    /// <summary>A command that says its own length: <c>GS ( x pL pH</c> and so many bytes.</summary>
    public void Block(byte prefix, char function, Func<byte[], CancellationToken, ValueTask> obey) => blocks[(prefix, (byte)function)] = obey;

    public Command? Find(byte prefix, byte code) => commands.GetValueOrDefault((prefix, code));

    public Func<byte[], CancellationToken, ValueTask>? FindBlock(byte prefix, byte function) => blocks.GetValueOrDefault((prefix, function));
}
