namespace Pennant.Device.Cli;

/// <summary>What a person reads in the terminal: coloured there and nowhere else.</summary>
internal sealed class Words(TextWriter output, bool isColoured)
{
    /// <summary>Colour only on a terminal, and not where the user asked for none (no-color.org).</summary>
    public static Words To(TextWriter output) =>
        new(output, ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Line(string text) => output.WriteLine(text);

    /// <summary>One fact, its name set apart.</summary>
    public void Fact(string name, string text) => output.WriteLine($"  {name,-14}{text}");

    public string Bold(string text) => In(1, text);

    public string Good(string text) => In(32, text);

    public string Doubtful(string text) => In(33, text);

    public string Bad(string text) => In(31, text);

    private string In(int code, string text) => isColoured ? $"\e[{code}m{text}\e[0m" : text;
}
