namespace Pennant.Device;

/// <summary>This program.</summary>
internal static class Agent
{
    public static readonly string Version = typeof(Agent).Assembly.GetName().Version!.ToString(3);
}
