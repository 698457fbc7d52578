namespace Pennant.Device.Cli;

/// <summary>How <c>pennant-device</c> ends; docs/configuration.md tells the same.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>It failed while it ran; systemd starts the service again.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong, and nothing was started; starting again would not help.</summary>
    public const int Usage = 2;

    /// <summary>It did what it was asked, and what it found needs a person.</summary>
    public const int Attention = 3;
}
