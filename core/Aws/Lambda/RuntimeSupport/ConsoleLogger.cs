using System.Globalization;
using Amazon.Lambda.Core;
using Pennant.Aws;

namespace Amazon.Lambda.RuntimeSupport;

internal sealed class ConsoleLogger : ILambdaLogger
{
    public static readonly ConsoleLogger Instance = new();

    /// <summary>What a handler threw, as one line of JSON whatever the log format is: a stack trace in text would be an event for each of its lines.</summary>
    public static void LogFailure(string requestId, Exception failure, DateTimeOffset at)
    {
        var line = Body.Write(json =>
        {
            json.WriteString("timestamp", at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", "ERROR");
            json.WriteString("event", "failed");
            json.WriteString("request_id", requestId);
            json.WriteString("error", failure.GetType().Name);
            json.WriteString("message", failure.Message);
            json.WriteString("stack", failure.StackTrace);
        });
        using var error = Console.OpenStandardError();
        error.Write([.. line, (byte)'\n']);
    }

    public void Log(string message) => Console.Write(message);

    public void LogLine(string message) => Console.WriteLine(message);
}
