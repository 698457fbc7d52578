using System.Diagnostics;
using System.Text.Json.Nodes;
using Pennant.Tests.Aws;

namespace Pennant.Tests.Functions;

/// <summary>A program that is a function, started as Lambda starts it.</summary>
internal sealed class FunctionProcess : IDisposable
{
    /// <summary>What API Gateway sends for <c>GET /messages/{id}</c>.</summary>
    public const string GetMessage =
        $$"""{"resource":"/messages/{id}","path":"/messages/{{HttpsDynamo.Id}}","httpMethod":"GET","headers":{"Accept":"application/json"},"pathParameters":{"id":"{{HttpsDynamo.Id}}"},"requestContext":{"requestId":"r","path":"/dev/messages/{{HttpsDynamo.Id}}"},"body":null,"isBase64Encoded":false}""";

    private readonly Process process;

    private FunctionProcess(Process process) => this.process = process;

    public int Id => process.Id;

    /// <param name="command">Program and arguments.</param>
    /// <param name="roots">The PEM of what it may trust; null leaves the system's.</param>
    public static FunctionProcess Start(string[] command, FakeRuntimeApi api, Uri dynamo, string? roots, string handler = "Api")
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables(api, dynamo, handler)) start.Environment[name] = value;
        // A function that runs in this process sets it here.
        start.Environment.Remove("_X_AMZN_TRACE_ID");
        if (roots is not null)
        {
            foreach (var name in new[] { "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS" }) start.Environment[name] = roots;
            start.Environment["SSL_CERT_DIR"] = "/var/task/none";
        }
        var process = Process.Start(start)!;
        // Read and forgotten, so that no pipe fills up.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new FunctionProcess(process);
    }

    /// <summary>Gives it one event.</summary>
    /// <returns>The HTTP status that it answers.</returns>
    public static async Task<int> CallAsync(FakeRuntimeApi api, string requestId, string body = GetMessage)
    {
        api.Give(requestId, body, TimeProvider.System.GetUtcNow().AddMinutes(1));
        return (int)JsonNode.Parse((await api.PostedAsync()).Body)!["statusCode"]!;
    }

    /// <summary>The most memory that it ever had, in megabytes as the kernel counts them.</summary>
    public double PeakMemory() =>
        double.Parse(File.ReadLines($"/proc/{Id}/status").Single(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], null) / 1024;

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static Dictionary<string, string> Variables(FakeRuntimeApi api, Uri dynamo, string handler) => new()
    {
        ["_HANDLER"] = handler, ["AWS_LAMBDA_RUNTIME_API"] = api.Address, ["AWS_LAMBDA_FUNCTION_NAME"] = "pennant-api-dev", ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "id", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["AWS_ENDPOINT_URL"] = dynamo.ToString().TrimEnd('/'), ["AWS_EC2_METADATA_DISABLED"] = "true",
        ["PENNANT_ENV"] = "dev", ["TABLE_NAME"] = "pennant-messages-dev", ["DEFAULT_PRINTER"] = "kitchen", ["THING_GROUP"] = "pennant-printers-dev",
        ["THING_TYPE"] = "pennant-printer-dev", ["ALLOWED_ORIGIN"] = "*", ["STATE_MACHINE_ARN"] = "arn:aws:states:us-east-1:000000000000:stateMachine:pennant-print-message-dev",
    };
}
