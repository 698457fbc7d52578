using System.Diagnostics;
using System.Text.Json.Nodes;
using Pennant.Tests.Dynamo;
using Pennant.Tests.Journeys;
using Xunit;

namespace Pennant.Tests.Endpoint;

/// <summary>The AWS CLI of Debian, which nobody here wrote, against the local endpoint.</summary>
public sealed class AwsCliTests(DynamoRig rig) : IClassFixture<DynamoRig>
{
    private const string Cli = "/usr/bin/aws";

    [Fact]
    public async Task It_describes_scans_and_queries_the_table()
    {
        await rig.PutAsync("m1", ("queue", "kitchen"), ("created_at", "2026"));

        var table = await RunAsync("dynamodb", "describe-table", "--table-name", DynamoRig.Table);
        var scan = await RunAsync("dynamodb", "scan", "--table-name", DynamoRig.Table);
        var query = await RunAsync("dynamodb", "query", "--table-name", DynamoRig.Table, "--index-name", "PrinterQueueIndex",
            "--key-condition-expression", "queue = :queue", "--expression-attribute-values", """{":queue":{"S":"kitchen"}}""");

        Assert.Equal("ACTIVE", (string?)table["Table"]!["TableStatus"]);
        Assert.Equal(1, (int)scan["Count"]!);
        Assert.Equal("m1", (string?)query["Items"]![0]!["id"]!["S"]);
    }

    [Fact]
    public async Task It_names_the_error_that_AWS_would()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync("dynamodb", "scan", "--table-name", "no-such-table"));

        Assert.Contains("An error occurred (ResourceNotFoundException) when calling the Scan operation: Requested resource not found", error.Message, StringComparison.Ordinal);
    }

    private async Task<JsonNode> RunAsync(params string[] arguments)
    {
        await Apt.NeedAsync(Cli, "awscli");
        var start = new ProcessStartInfo(Cli, [.. arguments, "--endpoint-url", rig.Endpoint.Address.ToString(), "--output", "json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (string Name, string Value)[] variables = [("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_PAGER", ""), ("AWS_CONFIG_FILE", "/nonexistent"), ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")];
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? JsonNode.Parse(await output)! : throw new InvalidOperationException(error);
    }
}
