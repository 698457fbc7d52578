namespace Pennant.Cdk.Constructs;

/// <summary>Which of the events that AWS tells EventBridge a rule is for.</summary>
internal static class EventPattern
{
    /// <param name="detail">Each a path of one or two names and the only value that it may have.</param>
    public static Dictionary<string, object> Of(string source, string type, params (string[] Path, string Value)[] detail)
    {
        string[] Only(string value) => [value];
        var nested = new Dictionary<string, object>();
        foreach (var (path, value) in detail)
            nested[path[0]] = path.Length == 1 ? Only(value) : new Dictionary<string, object> { [path[1]] = Only(value) };
        return new() { ["source"] = Only(source), ["detail-type"] = Only(type), ["detail"] = nested };
    }
}
