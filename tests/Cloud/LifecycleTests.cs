using System.Text.RegularExpressions;
using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>What stays, what goes, and whether docs/lifecycle.md says so.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class LifecycleTests(SynthesizedCloud cloud)
{
    /// <summary>What holds state, or is known by name outside: how the docs call it, and where its name is.</summary>
    private static readonly Dictionary<string, (string Word, string Name)> Stateful = new()
    {
        ["AWS::Amplify::App"] = ("app", "Name"),
        ["AWS::Amplify::Domain"] = ("pages' names", "DomainName"),
        ["AWS::ApiGateway::ApiKey"] = ("key", "Name"),
        ["AWS::ApiGateway::DomainName"] = ("API's name", "DomainName"),
        ["AWS::ApiGateway::RestApi"] = ("API", "Name"),
        ["AWS::CertificateManager::Certificate"] = ("certificate", "DomainName"),
        ["AWS::DynamoDB::Table"] = ("table", "TableName"),
        ["AWS::IoT::Policy"] = ("policy", "PolicyName"),
        ["AWS::IoT::ThingGroup"] = ("thing group", "ThingGroupName"),
        ["AWS::IoT::ThingType"] = ("thing type", "ThingTypeName"),
        ["AWS::Route53::HostedZone"] = ("zone", "Name"),
        ["AWS::S3::Bucket"] = ("bucket", ""),
        ["AWS::SecretsManager::Secret"] = ("secret", "Name"),
        ["AWS::SNS::Topic"] = ("topic", "TopicName"),
        ["AWS::SQS::Queue"] = ("queue", "QueueName"),
        ["AWS::StepFunctions::StateMachine"] = ("state machine", "StateMachineName"),
    };

    [Fact]
    public async Task The_docs_list_exactly_the_stacks_and_what_in_them_holds_state()
    {
        var document = await File.ReadAllTextAsync(Checkout.File("docs/lifecycle.md"));
        var listed = Row().Matches(document).Select(row => $"{row.Groups[1].Value}: {row.Groups[2].Value}").Order(StringComparer.Ordinal);

        var all = await cloud.AllAsync();

        Assert.Equal(all.SelectMany(made => made.Template.Resources).Where(one => Stateful.ContainsKey(one.Type)).Select(Line).Distinct().Order(StringComparer.Ordinal), listed);
        Assert.All(all.SelectMany(made => made.Template.Resources).Select(one => Neutral(one.Stack)).Distinct(), stack => Assert.Contains($"`{stack}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Prod_keeps_its_messages_and_its_dead_letters_and_the_account_its_trail()
    {
        var kept = cloud.Prod.Template.Resources.Where(one => cloud.Prod.Fate(one) == ("Retain", "Retain")).Select(Line).Order(StringComparer.Ordinal);

        Assert.Equal(["pennant-account: bucket `Trail`", "pennant-db-{env}: table `pennant-messages-{env}`", "pennant-dns-{env}: zone `{domain}`", "pennant-print-{env}: bucket `DeadLetters`"], kept);
        Assert.True((bool?)cloud.Prod.Of("AWS::DynamoDB::Table").Single().Properties["DeletionProtectionEnabled"]);
    }

    [Fact]
    public async Task Dev_tears_down_to_nothing_but_a_zone_that_was_made()
    {
        var whole = await cloud.WholeDevAsync();
        foreach (var (made, kept) in new[] { (cloud.Dev, Array.Empty<string>()), (whole, ["AWS::Route53::HostedZone"]) })
        {
            var dev = made.Template.Resources.Where(one => one.Stack.EndsWith("-dev", StringComparison.Ordinal)).ToArray();

            Assert.Equal(kept, dev.Where(one => made.Fate(one).OnDeletion != "Delete").Select(one => one.Type));
            Assert.DoesNotContain(dev, one => (bool?)one.Properties["DeletionProtectionEnabled"] == true);
            // A bucket that goes with its stack empties itself.
            var emptied = dev.Where(one => one.Type == "Custom::EmptiedBucket").Select(one => (string?)one.Properties["BucketName"]);
            Assert.Equal(dev.Where(one => one.Type == "AWS::S3::Bucket").Select(one => one.Name), emptied);
        }
    }

    [Fact]
    public void What_writes_into_devs_bucket_is_gone_before_it_is_emptied()
    {
        string[] writers = ["AWS::IoT::TopicRule", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::EventSourceMapping"];
        var resources = cloud.Dev.Stack("pennant-print-dev")["Resources"]!.AsObject();
        var emptied = resources.Single(one => (string?)one.Value!["Type"] == "Custom::EmptiedBucket").Key;

        // CloudFormation deletes what depends on something before that.
        var writing = resources.Where(one => writers.Contains((string?)one.Value!["Type"])).ToArray();
        Assert.Equal(writers, writing.Select(one => (string)one.Value!["Type"]!).Distinct().Order(StringComparer.Ordinal));
        Assert.All(writing, one => Assert.Contains(emptied, one.Value!["DependsOn"]?.AsArray().Select(name => (string?)name) ?? []));
    }

    [Fact]
    public async Task No_function_can_make_a_log_that_its_stack_would_leave_behind()
    {
        foreach (var made in await cloud.AllAsync())
        {
            var logs = made.Of("AWS::Logs::LogGroup").Select(log => (string?)log.Name).ToHashSet();

            Assert.All(made.Of("AWS::Lambda::Function"), function => Assert.Contains((string?)function.Properties["LoggingConfig"]?["LogGroup"], logs));
            // AWS IoT makes its one log itself, for the whole account.
            Assert.DoesNotContain("logs:CreateLogGroup", string.Concat(made.Template.Resources.Where(one => one.Stack != "pennant-account").Select(one => one.Properties.ToJsonString())), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_belongs_to_no_environment_is_the_same_whichever_is_deployed_and_has_an_owner_of_its_own()
    {
        using var dev = await Synthesis.RunAsync(Given("dev"));
        using var prod = await Synthesis.RunAsync(Given("prod"));

        foreach (var stack in new[] { "pennant-account", "pennant-pipeline" })
        {
            Assert.Equal(dev.Stack(stack).ToJsonString(), prod.Stack(stack).ToJsonString());
            Assert.All(dev.Template.Resources.Where(one => one.Stack == stack).Select(Rules.TextRules.Tags).OfType<Dictionary<string, string>>(), tags => Assert.Equal(("grace", "42"), (tags["Owner"], tags["CostCenter"])));
        }
    }

    /// <summary>A stack is deployed before those that stand on it, and CloudFormation refuses to take away or to change what one of them still imports.</summary>
    [Fact]
    public async Task Every_setting_can_be_given_later_in_one_deployment_and_all_but_those_of_a_domain_taken_away()
    {
        var (bare, connected) = (await cloud.BareProdAsync(), await cloud.ConnectedProdAsync());

        Assert.All(new[] { connected, cloud.Prod }, after => Assert.Empty(Lost(bare, after)));
        // The domain's names hold on to the pages' app: docs/deploy.md says to take them away first.
        Assert.All(new[] { Lost(connected, bare), Lost(cloud.Prod, connected), Lost(connected, cloud.Prod) }, lost => Assert.Equal(["pennant-dns-prod"], lost.Select(one => one.By).Distinct()));
        Assert.All(Lost(connected, bare), one => Assert.StartsWith("pennant-web-prod:", one.Export, StringComparison.Ordinal));
    }

    /// <summary>What a stack imports before that no stack exports afterwards.</summary>
    private static (string By, string Export)[] Lost(Synthesis before, Synthesis after)
    {
        var exported = new Rules.TemplateSet(after.Folder).Stacks.SelectMany(stack => stack.Template["Outputs"]?.AsObject().Select(output => output.Value!["Export"]?["Name"]?.ToString()) ?? []).ToHashSet();
        return new Rules.TemplateSet(before.Folder).Stacks.SelectMany(stack => Import().Matches(stack.Template.ToJsonString()).Select(found => (stack.Stack, found.Groups[1].Value))).Where(one => !exported.Contains(one.Value)).ToArray();
    }

    private static Dictionary<string, string> Given(string env) => new()
    {
        ["env"] = env, ["github"] = "ada/pennant", ["connection"] = "arn:aws:codeconnections:us-east-1:111122223333:connection/0", ["dev.domain"] = "dev.pennant.example", ["prod.domain"] = "pennant.example", ["alarms"] = "ada@pennant.example",
        ["owner"] = "ada", ["shared.owner"] = "grace", ["shared.cost-center"] = "42",
    };

    private static string Line(CloudResource one)
    {
        var (word, property) = Stateful[one.Type];
        var name = property == "" ? one.LogicalId[..one.LogicalId.IndexOf("Bucket", StringComparison.Ordinal)] : one.Properties[property]!.ToString();
        return $"{Neutral(one.Stack)}: {word} `{Neutral(name.Replace("pennant.example", "{domain}", StringComparison.Ordinal).TrimEnd('.'))}`";
    }

    private static string Neutral(string name) => Environment().Replace(name, "-{env}");

    [GeneratedRegex("""{"Fn::ImportValue":"([^"]+)"}""")]
    private static partial Regex Import();

    [GeneratedRegex("-(dev|prod)$")]
    private static partial Regex Environment();

    [GeneratedRegex(@"^\| `(pennant-[^`]*)` \| ([^|]*?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
