using System.Text.Json.Nodes;

namespace Pennant.Local.Lambda;

/// <summary>The traces of one process as Lambda's own daemon sends them, in the function's name: a segment for each event, and at the end how many there were.</summary>
/// <param name="log">Stands for X-Ray.</param>
internal sealed class Tracing(FunctionSettings function, FunctionRole role, FunctionLog log)
{
    private int sent;

    public void Segment(Invocation invocation, DateTimeOffset from, DateTimeOffset to)
    {
        if (!function.IsTraced || !role.May("xray", "PutTraceSegments", [])) return;
        Interlocked.Increment(ref sent);
        log.Write(new JsonObject
        {
            ["name"] = function.Name, ["origin"] = "AWS::Lambda::Function", ["trace"] = invocation.TraceId, ["request"] = invocation.RequestId,
            ["start_time"] = from.ToUnixTimeMilliseconds() / 1000.0, ["end_time"] = to.ToUnixTimeMilliseconds() / 1000.0,
        }.ToJsonString());
    }

    public void End()
    {
        if (function.IsTraced && role.May("xray", "PutTelemetryRecords", [])) log.Write(new JsonObject { ["name"] = function.Name, ["SegmentsSentCount"] = sent }.ToJsonString());
    }
}
