using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Runbooks: <c>docs/runbook.md</c>: one entry per alarm, plus deploy, roll back, rotate a certificate, revoke a stolen printer, restore the table, tear down; the everyday AWS CLI commands and console addresses.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class RunbooksRow(SynthesizedCloud cloud)
{
    private static readonly string[] Headings = [.. File.ReadLines(Checkout.File("docs/runbook.md")).Where(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' ').Trim('`').ToLowerInvariant())];

    [Fact]
    public void One_entry_per_alarm()
    {
        var alarms = cloud.Prod.Of("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm.Properties["AlarmName"]!).ToHashSet();

        Assert.Superset(alarms, Headings.ToHashSet());
        Assert.DoesNotContain(Headings, heading => heading.StartsWith("pennant-", StringComparison.Ordinal) && !alarms.Contains(heading));
    }

    [Theory]
    [InlineData("deploy")]
    [InlineData("roll back")]
    [InlineData("rotate a")]
    [InlineData("revoke a stolen printer")]
    [InlineData("restore the table")]
    [InlineData("tear down")]
    public void Plus(string entry) => Assert.Contains(Headings, heading => heading.StartsWith(entry, StringComparison.Ordinal));

    [Fact]
    public void The_everyday_AWS_CLI_commands_and_console_addresses()
    {
        var text = File.ReadAllText(Checkout.File("docs/runbook.md"));

        Assert.All(new[] { "aws dynamodb", "aws logs tail", "aws stepfunctions", "aws iot", "aws cloudwatch", "aws s3" }, command => Assert.Contains(command, text, StringComparison.Ordinal));
        Assert.Contains("console.aws.amazon.com", text, StringComparison.Ordinal);
    }
}
