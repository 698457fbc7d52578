using System.Diagnostics;
using Pennant.Contract;
using Pennant.Local.Cloud;
using Pennant.Tests.Cloud;
using Xunit;

namespace Pennant.Tests.Journeys;

/// <summary>The commands of docs/runbook.md as they are written there, with Amazon's own command line against a running product.</summary>
[Collection(Journeys.Name)]
public sealed class WhenTheRunbookIsFollowed(ProductFixture product)
{
    /// <summary>What the runbook sets at its top, and a printer to be revoked.</summary>
    private const string Before = """
        set -euo pipefail
        aws() { /usr/bin/aws --endpoint-url "$ENDPOINT" --output "${OUTPUT:-json}" "$@"; }
        cd "$FOLDER"
        ACCOUNT=$(aws sts get-caller-identity --query Account --output text)
        aws iot create-thing --thing-name garage --thing-type-name pennant-printer-$ENV > /dev/null
        aws iot add-thing-to-thing-group --thing-group-name pennant-printers-$ENV --thing-name garage
        openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout garage.key -subj /CN=garage -out garage.csr 2> /dev/null
        ARN=$(aws iot create-certificate-from-csr --certificate-signing-request file://garage.csr --set-as-active --query certificateArn --output text)
        aws iot attach-policy --policy-name pennant-printer-$ENV --target $ARN
        aws iot attach-thing-principal --thing-name garage --principal $ARN

        """;

    [Fact]
    public async Task Every_command_that_is_said_to_work_here_works_as_it_is_written()
    {
        var sent = await product.Running.Api.SendAsync("By the book");
        await product.Running.Api.UntilAsync(sent.Id, MessageState.Printed);
        Assert.True(Runbook.LocalBlocks.Count >= 8);

        var said = await RunAsync(sent.Id, string.Concat(Runbook.LocalBlocks.Select(block => block.Contains("delete-thing ", StringComparison.Ordinal) ? $"{block}PRINTER=kitchen\n" : block)));

        Assert.Contains("INACTIVE", said, StringComparison.Ordinal);
        Assert.Contains(sent.Id, said, StringComparison.Ordinal);
        Assert.Contains("ExecutionSucceeded", said, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(string id, string commands)
    {
        await Apt.NeedAsync("/usr/bin/aws", "awscli");
        var template = CloudTemplate.Load((await RunningProduct.BuildAsync()).CdkOut);
        var folder = Directory.CreateTempSubdirectory("pennant-runbook-");
        var start = new ProcessStartInfo("bash", ["-c", Before + commands]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (string, string)[] variables =
        [
            ("ENDPOINT", product.Running.Product.Aws.ToString()), ("FOLDER", folder.FullName), ("ENV", "dev"), ("AWS_REGION", CloudTemplate.Region), ("AWS_DEFAULT_REGION", CloudTemplate.Region), ("PRINTER", "kitchen"), ("ID", id),
            ("BUCKET", template.Of("AWS::S3::Bucket").Single(bucket => bucket.Stack == "pennant-print-dev").Name),
            ("AWS_ACCESS_KEY_ID", "local"), ("AWS_SECRET_ACCESS_KEY", "local"), ("AWS_PAGER", ""), ("AWS_EC2_METADATA_DISABLED", "true"),
        ];
        foreach (var (name, value) in variables) start.Environment[name] = value;
        using var shell = Process.Start(start)!;
        var said = await Task.WhenAll(shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync();
        folder.Delete(recursive: true);
        Assert.True(shell.ExitCode == 0, said[1] + said[0]);
        return said[0];
    }
}
