using System.Diagnostics;
using System.Text.Json.Nodes;
using Pennant.Contract;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>Amazon's own command line, which nobody here wrote, against the local endpoint.</summary>
[Collection(Journeys.Name)]
public sealed class WithTheAwsCommandLine(ProductFixture product)
{
    private static readonly string StateMachine = $"arn:aws:states:us-east-1:000000000000:stateMachine:{Names.StateMachine("dev")}";

    [Fact]
    public async Task The_table_answers_describe_scan_and_query()
    {
        var sent = await product.Running.Api.SendAsync("Find me");
        await product.Running.Api.UntilAsync(sent.Id, MessageState.Printed);
        await Eventually.TrueAsync("the workflow has written it down", async () => (await RunAsync("dynamodb", "query", "--table-name", Names.Table("dev"), "--index-name", Names.PrintedStatusIndex,
            "--key-condition-expression", "printed = :p", "--expression-attribute-values", """{":p": {"S": "true"}}"""))["Items"]!.AsArray().Any(item => (string?)item!["id"]!["S"] == sent.Id));

        var table = (await RunAsync("dynamodb", "describe-table", "--table-name", Names.Table("dev")))["Table"]!;
        var scan = await RunAsync("dynamodb", "scan", "--table-name", Names.Table("dev"));

        Assert.Equal(["PrintedStatusIndex", "PrinterQueueIndex"], table["GlobalSecondaryIndexes"]!.AsArray().Select(index => (string?)index!["IndexName"]).Order());
        Assert.Equal("PAY_PER_REQUEST", (string?)table["BillingModeSummary"]!["BillingMode"]);
        Assert.True((bool?)table["StreamSpecification"]!["StreamEnabled"]);
        Assert.Contains(scan["Items"]!.AsArray(), item => (string?)item!["id"]!["S"] == sent.Id);
    }

    [Fact]
    public async Task The_workflow_answers_list_describe_and_history()
    {
        var sent = await product.Running.Api.SendAsync("Follow me");
        var name = Names.Execution(sent.Id, 1);
        var listed = await Eventually.Async("the execution has succeeded", async () =>
            (await RunAsync("stepfunctions", "list-executions", "--state-machine-arn", StateMachine, "--status-filter", "SUCCEEDED"))["executions"]!.AsArray().FirstOrDefault(one => (string?)one!["name"] == name));

        var machines = await RunAsync("stepfunctions", "list-state-machines");
        var described = await RunAsync("stepfunctions", "describe-execution", "--execution-arn", listed["executionArn"]!.ToString());
        var history = await RunAsync("stepfunctions", "get-execution-history", "--execution-arn", listed["executionArn"]!.ToString());

        Assert.Contains(machines["stateMachines"]!.AsArray(), machine => (string?)machine!["name"] == Names.StateMachine("dev"));
        Assert.Equal("SUCCEEDED", (string?)described["status"]);
        Assert.Equal($$"""{"id":"{{sent.Id}}","printer":"kitchen","round":1}""", (string?)described["input"]);
        Assert.Equal("ExecutionStarted", (string?)history["events"]![0]!["type"]);
        Assert.Equal("ExecutionSucceeded", (string?)history["events"]!.AsArray()[^1]!["type"]);
    }

    [Fact]
    public async Task IoT_answers_endpoint_things_shadow_and_publish()
    {
        var endpoint = await RunAsync("iot", "describe-endpoint", "--endpoint-type", "iot:Data-ATS");
        var things = await RunAsync("iot", "list-things");
        var shadow = await ShadowAsync("get-thing-shadow", "--thing-name", "kitchen");
        var updated = await ShadowAsync("update-thing-shadow", "--thing-name", "kitchen", "--cli-binary-format", "raw-in-base64-out", "--payload", """{"state":{"desired":{"note":"seen"}}}""");
        await RunAsync("iot-data", "publish", "--topic", Topics.Control("kitchen"), "--qos", "1", "--cli-binary-format", "raw-in-base64-out", "--payload", "{}");

        Assert.Equal("localhost", (string?)endpoint["endpointAddress"]);
        Assert.Contains(things["things"]!.AsArray(), thing => (string?)thing!["thingName"] == "kitchen");
        Assert.Equal(576, (int?)shadow["state"]!["reported"]!["printer"]!["width_dots"]);
        Assert.Equal("seen", (string?)updated["state"]!["desired"]!["note"]);
    }

    private async Task<JsonNode> ShadowAsync(params string[] arguments)
    {
        var file = Path.GetTempFileName();
        await RunAsync(["iot-data", .. arguments, file]);
        var shadow = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        File.Delete(file);
        return shadow;
    }

    private async Task<JsonNode> RunAsync(params string[] arguments)
    {
        await Apt.NeedAsync("/usr/bin/aws", "awscli");
        var start = new ProcessStartInfo("/usr/bin/aws", ["--endpoint-url", product.Running.Product.Aws.ToString(), "--output", "json", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new[] { ("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"), ("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_PAGER", ""), ("AWS_EC2_METADATA_DISABLED", "true") }) start.Environment[name] = value;
        using var aws = Process.Start(start)!;
        var said = await Task.WhenAll(aws.StandardOutput.ReadToEndAsync(), aws.StandardError.ReadToEndAsync());
        await aws.WaitForExitAsync();
        Assert.True(aws.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {said[1]}");
        return said[0].Trim() is "" ? new JsonObject() : JsonNode.Parse(said[0])!;
    }
}
