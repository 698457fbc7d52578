using System.Text.RegularExpressions;
using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Habits: parameters (no account or domain in code), outputs (API URL, table ARN, IoT endpoint, Amplify URL), consistent stack names, termination protection in prod,
/// dev and prod environments, deploy twice gives the same, tear down and recreate works.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class HabitsRow(SynthesizedCloud cloud)
{
    private static readonly string[] Always = ["account", "api", "db", "iot", "monitoring", "print", "web"];

    /// <summary>What was not set is not in the templates: with nothing set there is no domain, and in neither is there an account.</summary>
    [Fact]
    public void Parameters()
    {
        Assert.All(new[] { cloud.Dev, cloud.Prod }, made => Assert.Empty(TextRules.NoAccount.Problems(new TemplateSet(made.Folder))));
        Assert.All(new TemplateSet(cloud.Dev.Folder).Stacks, stack => Assert.DoesNotMatch(Domain(), stack.Template.ToJsonString()));
        Assert.All(Names(cloud.Prod), stack => Assert.Equal("aws://unknown-account/unknown-region", (string?)cloud.Prod.Artifact(stack)["environment"]));
    }

    [Theory]
    [InlineData("ApiUrl", "api")]
    [InlineData("TableArn", "db")]
    [InlineData("IotEndpoint", "iot")]
    [InlineData("AmplifyUrl", "web")]
    public void Outputs(string name, string stack)
    {
        Assert.NotNull(cloud.Dev.Stack($"pennant-{stack}-dev")["Outputs"]![name]!["Value"]);
        Assert.NotNull(cloud.Prod.Stack($"pennant-{stack}-prod")["Outputs"]![name]!["Value"]);
    }

    [Fact]
    public void Consistent_stack_names_of_dev_and_prod_environments()
    {
        Assert.Equal(Always.Select(name => name == "account" ? "pennant-account" : $"pennant-{name}-dev"), Names(cloud.Dev));
        Assert.Equal([.. Always.Append("dns").Append("pipeline").Order().Select(name => name is "account" or "pipeline" ? $"pennant-{name}" : $"pennant-{name}-prod")], Names(cloud.Prod));
        Assert.All(Names(cloud.Prod), stack => Assert.Equal(stack, (string?)cloud.Prod.Artifact(stack)["properties"]!["stackName"] ?? stack));
    }

    [Fact]
    public void Termination_protection_in_prod()
    {
        Assert.All(Names(cloud.Prod), stack => Assert.True((bool?)cloud.Prod.Artifact(stack)["properties"]!["terminationProtection"], stack));
        // With dev's, too: prod may live on the account's.
        Assert.All(Names(cloud.Dev), stack => Assert.Equal(stack == "pennant-account", (bool?)cloud.Dev.Artifact(stack)["properties"]!["terminationProtection"] ?? false));
    }

    /// <summary>The same bytes from the same settings are in <see cref="StackTests"/>. What both environments share is the same whichever is deployed last.</summary>
    [Fact]
    public async Task Deploy_twice_gives_the_same()
    {
        var all = await cloud.AllAsync();

        Assert.Single(all.Select(made => made.Stack("pennant-account").ToJsonString()).Distinct());
        Assert.DoesNotContain(new TemplateSet(cloud.Prod.Folder).Stacks, stack => Moment().IsMatch(stack.Template.ToJsonString()));
    }

    /// <summary>Dev goes with all that is in it. What stays of prod and of the account has no name of ours that would be in the way, but for the table, which docs/runbook.md says how to restore.</summary>
    [Fact]
    public void Tear_down_and_recreate_works()
    {
        Assert.DoesNotContain(cloud.Dev.Template.Resources.Where(one => one.Stack.EndsWith("-dev", StringComparison.Ordinal)), one => cloud.Dev.Fate(one).OnDeletion != "Delete");
        Assert.Equal(["AWS::DynamoDB::Table"], cloud.Prod.Template.Resources.Where(one => cloud.Prod.Fate(one).OnDeletion != "Delete" && TextRules.NameOf.TryGetValue(one.Type, out var name) && one.Properties[name] is not null).Select(one => one.Type));
    }

    private static IEnumerable<string> Names(Synthesis made) => new TemplateSet(made.Folder).Stacks.Select(stack => stack.Stack);

    [GeneratedRegex(@"(?<![\w-])(?!json-schema\.org)[a-z0-9-]+\.(example|net|org|io|dev|app)\b")]
    private static partial Regex Domain();

    /// <summary>A time of day would make every deployment another one. The dates of AWS's policy languages and APIs have none.</summary>
    [GeneratedRegex(@"\b20\d\d-\d\d-\d\dT\d\d:\d\d")]
    private static partial Regex Moment();
}
