using System.Globalization;
using System.Text.RegularExpressions;
using Pennant.Local.Cloud;
using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Lambda: one role per function; log groups <c>/aws/lambda/pennant-*-{env}</c>; retention 7 days dev, 30 days prod; right-sized memory; no function reserved above need.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class LambdaRow(SynthesizedCloud cloud)
{
    [Fact]
    public void One_role_per_function()
    {
        foreach (var made in new[] { cloud.Dev, cloud.Prod })
        {
            var roles = made.Of("AWS::Lambda::Function").Select(function => (string)function.Properties["Role"]!).ToArray();

            Assert.Equal(roles.Distinct(), roles);
            Assert.All(roles, role => Assert.Contains(made.Of("AWS::IAM::Role"), one => one.Arn == role));
        }
    }

    [Theory]
    [InlineData("dev", 7)]
    [InlineData("prod", 30)]
    public void Log_groups_of_the_functions_names_with_retention(string env, int days)
    {
        var made = env == "prod" ? cloud.Prod : cloud.Dev;

        Assert.All(OfEnvironment(made, env), function =>
        {
            var group = made.One("AWS::Logs::LogGroup", (string)function.Properties["LoggingConfig"]!["LogGroup"]!);
            Assert.Equal($"/aws/lambda/{function.Name}", group.Name);
            Assert.Matches($"^/aws/lambda/pennant-[a-z]+-{env}$", group.Name);
            Assert.Equal(days, (int)group.Properties["RetentionInDays"]!);
            Assert.Equal("Delete", made.Fate(group).OnDeletion);
        });
    }

    /// <summary>A function has processor time in proportion to its memory, of which the programs need little. What was measured is in docs/performance.md, with the memory that it has.</summary>
    [Fact]
    public void Right_sized_memory()
    {
        var given = cloud.Prod.Of("AWS::Lambda::Function").Where(function => function.Stack == "pennant-print-prod").ToDictionary(function => (string)function.Properties["Handler"]!, function => (int)function.Properties["MemorySize"]!);
        var measured = Measured().Matches(File.ReadAllText(Checkout.File("docs/performance.md"))).Select(row => (Verb: row.Groups[1].Value, Megabytes: int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture))).ToArray();

        Assert.All(given, function => Assert.Equal(function.Key == "Preview" ? 512 : 256, function.Value));
        Assert.Equal(given.Keys.Except(["Publish"]).Order(), measured.Select(row => row.Verb).Distinct().Order());
        Assert.All(measured, row => Assert.Equal(row.Megabytes, given[row.Verb]));
    }

    [Fact]
    public void No_function_reserved_above_need()
    {
        Assert.All(cloud.Prod.Of("AWS::Lambda::Function"), function =>
        {
            Assert.InRange((int)function.Properties["Timeout"]!, 1, 900);
            Assert.Null(function.Properties["ReservedConcurrentExecutions"]);
        });
        Assert.Empty(new TemplateSet(cloud.Prod.Folder).Of("AWS::Lambda::Version", "AWS::Lambda::Alias", "AWS::ApplicationAutoScaling::ScalableTarget"));
    }

    [GeneratedRegex(@"^\| ([A-Z][a-z]+)[^|]*\|.*\| (\d+) MB \|$", RegexOptions.Multiline)]
    private static partial Regex Measured();

    private static IEnumerable<CloudResource> OfEnvironment(Synthesis made, string env) => made.Of("AWS::Lambda::Function").Where(function => function.Stack.EndsWith($"-{env}", StringComparison.Ordinal));
}
