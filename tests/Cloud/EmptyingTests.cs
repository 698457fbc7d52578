using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>The inline function that empties a bucket, in a real Node with an S3 that notes what it is asked.</summary>
public sealed class EmptyingTests : IDisposable
{
    private const string S3 = """
        class Command { constructor(input) { this.input = input; } }
        exports.ListObjectVersionsCommand = class List extends Command {};
        exports.DeleteObjectsCommand = class Delete extends Command {};
        exports.S3Client = class {
          async send(command) {
            const { name } = command.constructor;
            console.log(JSON.stringify({ [name]: command.input }));
            const answer = globalThis.answers[name].shift();
            if (answer.error) throw Object.assign(new Error("no"), { name: answer.error });
            return answer;
          }
        };
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-emptying-");

    [Fact]
    public async Task Every_version_and_every_marker_is_deleted_page_by_page_before_the_bucket()
    {
        var said = await RunAsync("Delete", """
            {"List":[{"Versions":[{"Key":"a","VersionId":"1","Size":5}],"DeleteMarkers":[{"Key":"b","VersionId":"2"}]},{"Versions":[{"Key":"a","VersionId":"0"}]},{}],"Delete":[{},{}]}
            """);

        Assert.Equal(
            [
                """{"List":{"Bucket":"dead"}}""", """{"Delete":{"Bucket":"dead","Delete":{"Objects":[{"Key":"a","VersionId":"1"},{"Key":"b","VersionId":"2"}],"Quiet":true}}}""",
                """{"List":{"Bucket":"dead"}}""", """{"Delete":{"Bucket":"dead","Delete":{"Objects":[{"Key":"a","VersionId":"0"}],"Quiet":true}}}""",
                """{"List":{"Bucket":"dead"}}""", Answer("SUCCESS", ""),
            ],
            said);
    }

    [Theory]
    [InlineData("Create", "{}")]
    [InlineData("Update", "{}")]
    [InlineData("Delete", """{"List":[{"error":"NoSuchBucket"}]}""")]
    public async Task A_bucket_that_stays_and_one_that_is_gone_need_nothing(string request, string answers) =>
        Assert.Equal(Answer("SUCCESS", ""), (await RunAsync(request, answers))[^1]);

    [Theory]
    [InlineData("""{"List":[{"error":"AccessDenied"}]}""", "AccessDenied: no")]
    [InlineData("""{"List":[{"Versions":[{"Key":"a","VersionId":"1"}]}],"Delete":[{"Errors":[{"Code":"InternalError"}]}]}""", "Error: 1 objects could not be deleted, the first with InternalError")]
    public async Task What_cannot_be_deleted_fails_with_the_reason(string answers, string reason) => Assert.Equal(Answer("FAILED", reason), (await RunAsync("Delete", answers))[^1]);

    public void Dispose() => folder.Delete(recursive: true);

    private static string Answer(string status, string reason) =>
        $$$"""{"PUT":{"Status":"{{{status}}}","Reason":"{{{reason}}}","PhysicalResourceId":"dead","StackId":"stack","RequestId":"request","LogicalResourceId":"logical"}}""";

    /// <returns>The calls of S3, and what CloudFormation is answered.</returns>
    private async Task<string[]> RunAsync(string request, string answers)
    {
        var sdk = folder.CreateSubdirectory("node_modules/@aws-sdk/client-s3").FullName;
        await File.WriteAllTextAsync(Path.Combine(sdk, "index.js"), S3);
        var handler = Path.Combine(folder.FullName, "index.cjs");
        File.Copy(Checkout.File("cdk/Constructs/empty-bucket.cjs"), handler, overwrite: true);
        var asked = new JsonObject
        {
            ["RequestType"] = request, ["ResponseURL"] = "https://answer.example", ["StackId"] = "stack", ["RequestId"] = "request", ["LogicalResourceId"] = "logical",
            ["ResourceProperties"] = new JsonObject { ["BucketName"] = "dead" },
        };
        if (request != "Create") asked["PhysicalResourceId"] = "dead";
        var script = $$"""
            globalThis.answers = {{answers}};
            globalThis.fetch = async (address, { method, body }) => { console.log(JSON.stringify({ [method]: JSON.parse(body) })); return { ok: address === "https://answer.example" }; };
            require("./index.cjs").handler({{asked.ToJsonString()}}).catch((error) => { console.error(error); process.exitCode = 1; });
            """;
        using var node = Process.Start(new ProcessStartInfo("node", ["-e", script]) { WorkingDirectory = folder.FullName, RedirectStandardOutput = true })!;
        var said = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
