using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>IoT Core: thing type and group for printers, least-privilege policy bound to the thing's name, topic rules with error actions, lifecycle events, logging, device shadow;
/// a device is provisioned by one command and its private key never leaves it.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class IotCoreRow(SynthesizedCloud cloud)
{
    [Fact]
    public void Thing_type_and_group_for_printers()
    {
        Assert.Equal("pennant-printer-prod", Assert.Single(cloud.Prod.Of("AWS::IoT::ThingType")).Name);
        Assert.Equal("pennant-printers-prod", Assert.Single(cloud.Prod.Of("AWS::IoT::ThingGroup")).Name);
    }

    [Fact]
    public void Least_privilege_policy_bound_to_the_things_name()
    {
        Assert.Equal("pennant-printer-prod", Assert.Single(cloud.Prod.Of("AWS::IoT::Policy")).Name);
        Assert.All(DeviceRules.All, rule => Assert.Empty(rule.Problems(new TemplateSet(cloud.Prod.Folder))));
    }

    [Fact]
    public void Topic_rules_with_error_actions_and_lifecycle_events()
    {
        var rules = cloud.Prod.Of("AWS::IoT::TopicRule").ToDictionary(rule => rule.Name, rule => rule.Properties["TopicRulePayload"]!);

        Assert.Equal(["pennant_acks_prod", "pennant_presence_prod"], rules.Keys.Order());
        Assert.All(rules.Values, rule => Assert.NotNull(rule["ErrorAction"]!["S3"]!["BucketName"]));
        Assert.Contains("FROM '$aws/events/presence/", (string)rules["pennant_presence_prod"]["Sql"]!, StringComparison.Ordinal);
    }

    [Fact]
    public void Logging()
    {
        var logging = Assert.Single(cloud.Prod.Of("AWS::IoT::Logging")).Properties;

        Assert.Equal("ERROR", (string?)logging["DefaultLogLevel"]);
        Assert.Contains(cloud.Prod.Of("AWS::IAM::Role"), role => role.Arn == (string?)logging["RoleArn"]);
        Assert.NotNull(cloud.Prod.One("AWS::Logs::LogGroup", "AWSIotLogsV2").Properties["RetentionInDays"]);
    }

    [Fact]
    public void Device_shadow()
    {
        var policy = cloud.Prod.Of("AWS::IoT::Policy").Single().Properties["PolicyDocument"]!;

        Assert.Superset(
            new HashSet<string>
            {
                "iot:Publish topic/$aws/things/${iot:Connection.Thing.ThingName}/shadow/get", "iot:Publish topic/$aws/things/${iot:Connection.Thing.ThingName}/shadow/update",
                "iot:Subscribe topicfilter/$aws/things/${iot:Connection.Thing.ThingName}/shadow/update/delta",
            },
            Policies.Lines(policy).ToHashSet());
    }

    /// <summary>Provisioning itself is in tests/Device/Provisioning. Here: nothing in the cloud makes a certificate, and so none has a key.</summary>
    [Fact]
    public void The_private_key_of_a_device_never_leaves_it()
    {
        Assert.Empty(new TemplateSet(cloud.Prod.Folder).Of("AWS::IoT::Certificate", "AWS::IoT::ProvisioningTemplate", "AWS::IoT::Thing"));
        Assert.DoesNotContain(new TemplateSet(cloud.Prod.Folder).Permissions().SelectMany(statement => statement.Actions), action => action.Contains("Certificate", StringComparison.Ordinal) || action == "iot:CreateKeysAndCertificate");
    }
}
