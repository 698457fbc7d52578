namespace Pennant.Contract.Logging;

/// <summary>What the members of a log line are called, from the API to the device, so that one message is followed by one name.</summary>
public static class LogFields
{
    /// <summary>As <see cref="Times"/> writes it. AWS Lambda takes the line's time and level from these two names.</summary>
    public const string Timestamp = "timestamp";

    /// <summary>One of <see cref="LogLevels"/>.</summary>
    public const string Level = "level";

    /// <summary>What happened: a word or two, <c>snake_case</c>.</summary>
    public const string Event = "event";

    public const string Function = "function";
    public const string Environment = "environment";

    /// <summary>Of the invocation.</summary>
    public const string RequestId = "request_id";

    /// <summary>Since the invocation began, in milliseconds.</summary>
    public const string DurationMs = "duration_ms";

    /// <summary>The message's ULID; in the functions' lines and in the device's.</summary>
    public const string MessageId = "message_id";

    public const string Printer = "printer";

    /// <summary>How the message, or what was tried, ended.</summary>
    public const string Outcome = "outcome";

    /// <summary>The exception's type.</summary>
    public const string Error = "error";

    /// <summary>Where it was thrown; on the device with the words of the exception and of what caused it.</summary>
    public const string Stack = "stack";
}

/// <summary>The levels that AWS Lambda understands.</summary>
public static class LogLevels
{
    public const string Debug = "DEBUG";
    public const string Info = "INFO";
    public const string Warn = "WARN";
    public const string Error = "ERROR";
    public const string Fatal = "FATAL";
}
