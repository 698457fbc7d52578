using System.Device.Gpio;
using System.Device.Gpio.Drivers;

namespace Pennant.Device.Gpio;

/// <summary>Ways to the pins, best first. Which of them works depends on the board, its kernel and which libgpiod is installed.</summary>
internal static class GpioBoard
{
    public static IReadOnlyList<Func<GpioController>> Ways(int? chip) => chip is { } number
        ? [() => new GpioController(new LibGpiodV2Driver(number)), () => new GpioController(new LibGpiodDriver(number))]
        // The library's own choice goes round libgpiod on a Pi 3 and 4, where some kernels refuse it (dotnet/iot issue 2441).
        : [() => new GpioController(UnixDriver.Create()), () => new GpioController()];

    /// <summary>What is wrong and what to do, in one sentence.</summary>
    public static string Explain(Exception e)
    {
        if (!Directory.EnumerateFileSystemEntries("/dev", "gpiochip*").Any()) return "This machine has no GPIO pins (/dev/gpiochip* does not exist).";
        var said = e.GetBaseException().Message;
        if (e is UnauthorizedAccessException || said.Contains("ermission denied", StringComparison.Ordinal)) return "The GPIO pins may not be used: the program's user must be in the group gpio.";
        if (said.Contains("busy", StringComparison.OrdinalIgnoreCase)) return "A GPIO pin is in use by another program.";
        return e.GetBaseException() is DllNotFoundException ? "The library libgpiod is not installed." : said;
    }
}
