using System.Text.Json.Nodes;

namespace Pennant.Local.Lambda;

/// <summary>The log stream of one process. Lambda writes it in the function's name: without its permission the function runs and its lines are lost.</summary>
internal sealed class LogStream(string group, FunctionRole role, FunctionLog log)
{
    private volatile bool isCreated;

    public string Name { get; } = Guid.NewGuid().ToString("N");

    private JsonObject Place => new() { ["logGroupName"] = group, ["logStreamName"] = Name };

    public void Write(string line)
    {
        if (!isCreated) isCreated = role.May("logs", "CreateLogStream", Place);
        if (isCreated && role.May("logs", "PutLogEvents", Place)) log.Write($"{Name[..8]} {line}");
    }
}
