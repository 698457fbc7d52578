using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Cost: budget with alerts; under $10 a month, expected under $1; tags on everything: Project, Environment, ManagedBy, Owner, CostCenter.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class CostRow(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("dev", 10)]
    [InlineData("prod", 25)]
    public void Budget(string env, int dollars)
    {
        var budget = Assert.Single((env == "prod" ? cloud.Prod : cloud.Dev).Of("AWS::Budgets::Budget")).Properties["Budget"]!;

        Assert.Equal(("COST", "MONTHLY", dollars, "USD"), ((string?)budget["BudgetType"], (string?)budget["TimeUnit"], (int)budget["BudgetLimit"]!["Amount"]!, (string?)budget["BudgetLimit"]!["Unit"]));
    }

    [Fact]
    public void With_alerts()
    {
        var alerts = cloud.Prod.Of("AWS::Budgets::Budget").Single().Properties["NotificationsWithSubscribers"]!.AsArray();

        Assert.Superset(new HashSet<string> { "ACTUAL 80", "ACTUAL 100", "FORECASTED 100" }, alerts.Select(one => $"{one!["Notification"]!["NotificationType"]} {one["Notification"]!["Threshold"]}").ToHashSet());
        Assert.All(alerts, one => Assert.Equal(("EMAIL", "alarms@pennant.example"), ((string?)one!["Subscribers"]![0]!["SubscriptionType"], (string?)one["Subscribers"]![0]!["Address"])));
    }

    /// <summary>What it comes to is worked out line by line in docs/cost.md. Here: nothing that costs by the hour, whether it is used or not.</summary>
    [Fact]
    public void Nothing_costs_by_the_hour()
    {
        string[] byTheHour =
        [
            "AWS::EC2::", "AWS::ECS::", "AWS::RDS::", "AWS::ElastiCache::", "AWS::Kinesis::", "AWS::MSK::", "AWS::OpenSearchService::", "AWS::WAFv2::", "AWS::KMS::Key", "AWS::ElasticLoadBalancingV2::", "AWS::Config::",
        ];

        Assert.DoesNotContain(cloud.Prod.Template.Resources, one => byTheHour.Any(type => one.Type.StartsWith(type, StringComparison.Ordinal)));
        Assert.All(cloud.Prod.Of("AWS::DynamoDB::Table"), table => Assert.Equal("PAY_PER_REQUEST", (string?)table.Properties["BillingMode"]));
        Assert.All(cloud.Prod.Of("AWS::ApiGateway::Stage"), stage => Assert.NotEqual(true, (bool?)stage.Properties["CacheClusterEnabled"]));
        Assert.DoesNotContain(cloud.Prod.Of("AWS::Lambda::Version"), version => version.Properties["ProvisionedConcurrencyConfig"] is not null);
    }

    [Theory]
    [InlineData("dev", "pennant")]
    [InlineData("prod", "ada@pennant.example")]
    public void Tags_on_everything(string env, string owner)
    {
        var made = env == "prod" ? cloud.Prod : cloud.Dev;

        Assert.Empty(TextRules.FiveTags.Problems(new TemplateSet(made.Folder)));
        Assert.All(made.Template.Resources.Select(one => (one, tags: TextRules.Tags(one))).Where(one => one.tags is not null), one =>
        {
            Assert.Equal(("pennant", one.one.Stack.EndsWith($"-{env}", StringComparison.Ordinal) ? env : "shared", "cdk", owner, "pennant"),
                (one.tags!["Project"], one.tags["Environment"], one.tags["ManagedBy"], one.tags["Owner"], one.tags["CostCenter"]));
        });
        Assert.Superset(
            new HashSet<string> { "AWS::DynamoDB::Table", "AWS::IAM::Role", "AWS::IoT::TopicRule", "AWS::Lambda::Function", "AWS::Logs::LogGroup", "AWS::S3::Bucket", "AWS::SNS::Topic", "AWS::StepFunctions::StateMachine" },
            made.Template.Resources.Where(one => TextRules.Tags(one) is not null).Select(one => one.Type).ToHashSet());
    }
}
