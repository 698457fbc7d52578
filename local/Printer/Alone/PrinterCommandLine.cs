using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Pennant.Local.Setup;
using Pennant.Receipts;

namespace Pennant.Local.Printer.Alone;

/// <summary>The options of <c>dotnet run --project local -- printer</c>.</summary>
internal sealed class PrinterCommandLine
{
    private readonly Option<int> port = new("--port") { Description = "Port to send ESC/POS to; 0 takes a free one.", DefaultValueFactory = _ => 9100, CustomParser = CommandLine.Port };
    private readonly Option<IPAddress> address = new("--address") { Description = "Address to listen at. The default can be reached from this machine only; 0.0.0.0 lets every machine of the network print.", DefaultValueFactory = _ => IPAddress.Loopback, CustomParser = Address };
    private readonly Option<int> width = new("--width") { Description = "Dots in one line: 384 (58 mm paper), 420, 512 (180 dpi) or 576 (80 mm).", DefaultValueFactory = _ => PrinterProfile.DefaultWidthDots, CustomParser = Width };
    private readonly Option<bool> clone = new("--clone") { Description = "Be a cheap copy: no GS ( commands, silent to GS I and GS a." };
    private readonly Option<bool> noCutter = new("--no-cutter") { Description = "A cut only feeds the paper; it is torn off when the sender has gone." };
    private readonly Option<double?> speed = new("--speed") { Description = "Print so many millimetres a second, as real ones do (58 mm printers about 60). Default: at once.", CustomParser = Speed };
    private readonly Option<string?> paper = new("--paper") { Description = "Folder for the slips, one PNG each. Default: .pennant-printer in the repository." };
    private readonly Option<int> web = new("--web") { Description = "Port of the page that shows the paper live and makes the printer fail, on this machine only; 0 takes a free one.", DefaultValueFactory = _ => 9180, CustomParser = CommandLine.Port };
    private readonly Option<string?> print = new("--print") { Description = "Print this file of ESC/POS bytes (- is the standard input) and end; nothing listens." };

    public Command Command(Func<PrinterOptions, CancellationToken, Task<int>> run)
    {
        var command = new Command("printer", "Only the virtual receipt printer: draws the ESC/POS that any program sends to it. Needs no set-up. Ctrl+C ends it.")
        {
            port, address, width, clone, noCutter, speed, paper, web, print,
        };
        command.SetAction((parsed, cancellation) => run(new PrinterOptions(
            parsed.GetValue(address)!, parsed.GetValue(port), parsed.GetValue(width), parsed.GetValue(clone), parsed.GetValue(noCutter), parsed.GetValue(speed),
            parsed.GetValue(paper) ?? Path.Combine(Repository.Find().Root, ".pennant-printer"), parsed.GetValue(web), parsed.GetValue(print)), cancellation));
        return command;
    }

    private static IPAddress? Address(ArgumentResult given)
    {
        if (IPAddress.TryParse(given.Tokens[0].Value, out var parsed)) return parsed;
        given.AddError($"{given.Tokens[0].Value} is no address; --address takes one like 127.0.0.1 or 0.0.0.0.");
        return null;
    }

    private static int Width(ArgumentResult given)
    {
        if (int.TryParse(given.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var dots) && PrinterProfile.IsKnown(dots)) return dots;
        given.AddError($"{given.Tokens[0].Value} is no width of a printer; --width takes 384, 420, 512 or 576.");
        return 0;
    }

    private static double? Speed(ArgumentResult given)
    {
        if (double.TryParse(given.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is >= 1 and <= 1000) return speed;
        given.AddError($"{given.Tokens[0].Value} is no speed of a printer; --speed takes 1 to 1000 millimetres a second.");
        return null;
    }
}
