using System.Globalization;
using Amazon.Lambda.Core;
using Pennant.Aws;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class ConsoleLogger : ILambdaLogger
{
    public static readonly ConsoleLogger Instance = new();

    /// <summary>Some exceptions quote what they choked on.</summary>
    private const int LongestMessage = 300;

    /// <summary>What a handler threw, as one line of JSON whatever the log format is: a stack trace in text would be an event for each of its lines.</summary>
    public static void LogFailure(string requestId, Exception failure, DateTimeOffset at)
    {
        using var error = Console.OpenStandardError();
        error.Write([.. Line(requestId, failure, at), (byte)'\n']);
    }

    internal static byte[] Line(string requestId, Exception failure, DateTimeOffset at) => Body.Write(json =>
    {
        json.WriteString("timestamp", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("level", "ERROR");
        json.WriteString("event", "invocation_failed");
        json.WriteString("request_id", requestId);
        json.WriteString("error", failure.GetType().Name);
        json.WriteString("message", failure.Message.Length <= LongestMessage ? failure.Message : failure.Message[..LongestMessage]);
        json.WriteString("stack", failure.StackTrace);
    });

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);
}
