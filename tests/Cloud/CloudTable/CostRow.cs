using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Cost: budget with alerts; under $10 a month, expected under $1; tags on everything: Project, Environment, ManagedBy, Owner, CostCenter.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class CostRow(SynthesizedCloud cloud)
{
    /// <summary>CloudFormation cannot tag these.</summary>
    private static readonly string[] Untagged =
    [
        "AWS::Amplify::Domain", "AWS::ApiGateway::Account", "AWS::ApiGateway::BasePathMapping", "AWS::ApiGateway::Deployment", "AWS::ApiGateway::GatewayResponse", "AWS::ApiGateway::Method",
        "AWS::ApiGateway::Model", "AWS::ApiGateway::RequestValidator", "AWS::ApiGateway::Resource", "AWS::ApiGateway::UsagePlanKey",
        "AWS::IAM::Policy", "AWS::IoT::Logging", "AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Permission", "AWS::Logs::ResourcePolicy", "AWS::Route53::RecordSet",
        "AWS::S3::BucketPolicy", "AWS::SNS::Subscription", "AWS::SNS::TopicPolicy", "AWS::SQS::QueuePolicy", "Custom::EmptiedBucket", "Custom::Pages",
    ];

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

        Assert.All(made.Template.Resources.Where(one => !Untagged.Contains(one.Type)), one =>
        {
            var isShared = !one.Stack.EndsWith($"-{env}", StringComparison.Ordinal);
            var tags = TextRules.Tags(one) ?? [];
            // What belongs to no environment has an owner of its own, which is not set here.
            Assert.Equal(
                ["CostCenter=pennant", $"Environment={(isShared ? "shared" : env)}", "ManagedBy=cdk", $"Owner={(isShared ? "pennant" : owner)}", "Project=pennant"],
                tags.Where(tag => tag.Key != "Name").Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));
        });
    }
}
