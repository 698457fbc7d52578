using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;

namespace Pennant.Local.Lambda;

/// <summary>One function of the template.</summary>
/// <param name="Role">ARN of the role that it runs with.</param>
/// <param name="Folder">Where its <c>bootstrap</c> is.</param>
/// <param name="TimeLimit">Of one invocation.</param>
/// <param name="Concurrency">Most processes at a time.</param>
internal sealed record FunctionSettings(string Name, string Arn, string Role, string Handler, string Folder, TimeSpan TimeLimit, int Memory, int Concurrency, bool IsTraced, string LogGroup, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>More processes than this only take each other's time.</summary>
    private static readonly int LocalConcurrency = Math.Clamp(System.Environment.ProcessorCount * 2, 4, 10);

    private static readonly string[] OfThisMachine = ["PATH", "HOME", "DOTNET_ROOT", "DOTNET_ROOT_X64", "TMPDIR"];

    public static FunctionSettings Of(CloudResource function, Func<CloudResource, string> codeOf)
    {
        var properties = function.Properties;
        var folder = codeOf(function);
        if (!File.Exists(Path.Combine(folder, "bootstrap"))) throw new InvalidOperationException($"The function {function.Name} has no executable: {folder}/bootstrap is missing.");
        var variables = properties[nameof(Environment)]?["Variables"] as JsonObject ?? [];
        return new FunctionSettings(function.Name, function.Arn, properties[nameof(Role)]?.ToString() ?? throw new InvalidOperationException($"The function {function.Name} has no role."), properties[nameof(Handler)]?.ToString() ?? "bootstrap", folder,
            TimeSpan.FromSeconds(Number(properties["Timeout"]) ?? 3), Number(properties["MemorySize"]) ?? 128,
            Math.Clamp(Number(properties["ReservedConcurrentExecutions"]) ?? LocalConcurrency, 1, LocalConcurrency), properties["TracingConfig"]?["Mode"]?.ToString() == "Active",
            properties["LoggingConfig"]?[nameof(LogGroup)]?.ToString() ?? $"/aws/lambda/{function.Name}",
            variables.ToDictionary(variable => variable.Key, variable => variable.Value?.ToString() ?? ""));
    }

    /// <summary>CloudFormation takes numbers as text too.</summary>
    public static int? Number(JsonNode? value) => int.TryParse(value?.ToString(), out var number) ? number : null;

    /// <summary>All that a process of the function sees: the template's variables, Lambda's reserved ones, and of this machine only what programs need to start.</summary>
    public IEnumerable<KeyValuePair<string, string>> Variables(Uri endpoint, Credentials credentials, string runtimeApi, string logStream) =>
        Inherited().Concat(Reserved(endpoint, credentials, runtimeApi, logStream)).Concat(Environment).GroupBy(variable => variable.Key).Select(group => group.Last());

    private static IEnumerable<KeyValuePair<string, string>> Inherited() =>
        from name in OfThisMachine
        let value = System.Environment.GetEnvironmentVariable(name)
        where value is not null
        select KeyValuePair.Create(name, value);

    private Dictionary<string, string> Reserved(Uri endpoint, Credentials credentials, string runtimeApi, string logStream) => new()
    {
        ["_HANDLER"] = Handler,
        ["TZ"] = ":UTC",
        ["LAMBDA_TASK_ROOT"] = Folder,
        ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
        ["AWS_LAMBDA_FUNCTION_NAME"] = Name,
        ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = Memory.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["AWS_LAMBDA_INITIALIZATION_TYPE"] = "on-demand",
        ["AWS_LAMBDA_LOG_GROUP_NAME"] = LogGroup,
        ["AWS_LAMBDA_LOG_STREAM_NAME"] = logStream,
        ["AWS_REGION"] = CloudTemplate.Region,
        ["AWS_DEFAULT_REGION"] = CloudTemplate.Region,
        ["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId,
        ["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey,
        ["AWS_SESSION_TOKEN"] = credentials.SessionToken!,
        ["AWS_ENDPOINT_URL"] = endpoint.ToString().TrimEnd('/'),
    };
}
