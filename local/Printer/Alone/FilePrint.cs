using System.Net.Sockets;
using Pennant.Local.Setup;

namespace Pennant.Local.Printer.Alone;

/// <summary>Prints a file of ESC/POS through the printer's own socket.</summary>
internal static class FilePrint
{
    /// <param name="file"><c>-</c> is the standard input.</param>
    /// <returns>When all of it is on paper.</returns>
    /// <exception cref="SetupException">The file cannot be read.</exception>
    public static async Task PrintAsync(VirtualPrinter printer, string file, CancellationToken stop)
    {
        await using var bytes = Open(file);
        using var host = new TcpClient();
        await host.ConnectAsync(printer.EndPoint, stop);
        var answers = host.GetStream().CopyToAsync(Stream.Null, stop);
        await bytes.CopyToAsync(host.GetStream(), stop);
        host.Client.Shutdown(SocketShutdown.Send);
        await answers;
        await printer.WhenIdleAsync(stop);
    }

    private static Stream Open(string file)
    {
        try
        {
            return file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SetupException($"{file} cannot be printed: {error.Message}");
        }
    }
}
