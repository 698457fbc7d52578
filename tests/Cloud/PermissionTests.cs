using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

/// <summary>What each part may do, and nothing else.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class PermissionTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Every_function_has_a_role_of_its_own_and_every_role_is_used_once()
    {
        var roles = cloud.Dev.Of("AWS::Lambda::Function").Select(function => (string?)function.Properties["Role"]).ToArray();

        Assert.Equal(9, roles.Length);
        Assert.Equal(9, roles.Distinct().Count());
    }

    [Theory]
    [InlineData("Api", """
        dynamodb:GetItem table/pennant-messages-dev
        dynamodb:PutItem table/pennant-messages-dev
        dynamodb:Query table/pennant-messages-dev/index/PrinterQueueIndex
        dynamodb:UpdateItem table/pennant-messages-dev
        iot:DescribeThing thing/*
        iot:GetThingShadow thing/*
        iot:ListThingsInThingGroup thinggroup/pennant-printers-dev
        iot:Publish topic/pennant/*/control
        logs:CreateLogStream log-group:/aws/lambda/pennant-api-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-api-dev:*
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Dispatch", """
        dynamodb:BatchGetItem table/pennant-messages-dev
        dynamodb:DescribeStream table/pennant-messages-dev/stream/STREAM
        dynamodb:GetItem table/pennant-messages-dev
        dynamodb:GetRecords table/pennant-messages-dev/stream/STREAM
        dynamodb:GetShardIterator table/pennant-messages-dev/stream/STREAM
        dynamodb:ListStreams table/pennant-messages-dev/stream/*
        dynamodb:PutItem table/pennant-messages-dev
        dynamodb:Query table/pennant-messages-dev/index/PrinterQueueIndex
        dynamodb:UpdateItem table/pennant-messages-dev
        iot:GetThingShadow thing/*
        iot:Publish topic/pennant/*/jobs
        logs:CreateLogStream log-group:/aws/lambda/pennant-dispatch-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-dispatch-dev:*
        s3:ListBucket DEAD-LETTERS
        s3:PutObject DEAD-LETTERS/*
        states:StartExecution stateMachine:pennant-print-message-dev
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Redeliver", """
        dynamodb:GetItem table/pennant-messages-dev
        dynamodb:UpdateItem table/pennant-messages-dev
        iot:Publish topic/pennant/*/control
        iot:Publish topic/pennant/*/jobs
        logs:CreateLogStream log-group:/aws/lambda/pennant-redeliver-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-redeliver-dev:*
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Acknowledge", """
        dynamodb:UpdateItem table/pennant-messages-dev
        iot:DescribeThing thing/*
        logs:CreateLogStream log-group:/aws/lambda/pennant-acknowledge-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-acknowledge-dev:*
        s3:ListBucket DEAD-LETTERS
        s3:PutObject DEAD-LETTERS/*
        states:SendTaskHeartbeat stateMachine:pennant-print-message-dev
        states:SendTaskSuccess stateMachine:pennant-print-message-dev
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Presence", """
        dynamodb:BatchGetItem table/pennant-messages-dev
        dynamodb:GetItem table/pennant-messages-dev
        dynamodb:PutItem table/pennant-messages-dev
        dynamodb:Query table/pennant-messages-dev/index/PrinterQueueIndex
        dynamodb:UpdateItem table/pennant-messages-dev
        iot:DescribeThing thing/*
        iot:GetThingShadow thing/*
        iot:Publish topic/pennant/*/jobs
        iot:UpdateThingShadow thing/*
        logs:CreateLogStream log-group:/aws/lambda/pennant-presence-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-presence-dev:*
        s3:ListBucket DEAD-LETTERS
        s3:PutObject DEAD-LETTERS/*
        states:SendTaskFailure stateMachine:pennant-print-message-dev
        states:StartExecution stateMachine:pennant-print-message-dev
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Preview", """
        iot:GetThingShadow thing/*
        logs:CreateLogStream log-group:/aws/lambda/pennant-preview-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-preview-dev:*
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Watch", """
        dynamodb:Query table/pennant-messages-dev/index/PrinterQueueIndex
        iot:GetThingShadow thing/*
        iot:ListThingsInThingGroup thinggroup/pennant-printers-dev
        logs:CreateLogStream log-group:/aws/lambda/pennant-watch-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-watch-dev:*
        s3:ListBucket DEAD-LETTERS
        s3:PutObject DEAD-LETTERS/*
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    [InlineData("Publish", """
        amplify:GetJob apps/APP/branches/BRANCH/jobs/*
        amplify:StartDeployment apps/APP/branches/BRANCH
        amplify:StartDeployment apps/APP/branches/BRANCH/deployments/*
        amplify:StopJob apps/APP/branches/BRANCH/jobs/*
        logs:CreateLogStream log-group:/aws/lambda/pennant-publish-dev:*
        logs:PutLogEvents log-group:/aws/lambda/pennant-publish-dev:*
        s3:GetObject cdk-hnb659fds-assets-000000000000-us-east-1/PAGES.zip
        s3:ListBucket DEAD-LETTERS
        s3:PutObject DEAD-LETTERS/*
        xray:PutTelemetryRecords *
        xray:PutTraceSegments *
        """)]
    public void A_function_may_do_this_and_nothing_else(string verb, string permissions)
    {
        var function = cloud.Dev.Of("AWS::Lambda::Function").Single(one => (string?)one.Properties["Handler"] == verb);
        var role = cloud.Dev.Of("AWS::IAM::Role").Single(one => one.Arn == (string?)function.Properties["Role"]);

        Assert.Equal(permissions.Split('\n'), Policies.OfRole(cloud.Dev, role).Select(Plain));
        Assert.Equal(["lambda.amazonaws.com"], Trusted(role.Properties));
        Assert.Null(role.Properties["ManagedPolicyArns"]);
    }

    [Fact]
    public void The_workflow_may_write_messages_call_redeliver_and_tell_people()
    {
        var machine = cloud.Dev.Of("AWS::StepFunctions::StateMachine").Single();
        var role = cloud.Dev.Of("AWS::IAM::Role").Single(one => one.Arn == (string?)machine.Properties["RoleArn"]);

        Assert.Equal(
            [
                "dynamodb:GetItem table/pennant-messages-dev", "dynamodb:UpdateItem table/pennant-messages-dev",
                "lambda:InvokeFunction function:pennant-redeliver-dev", "sns:Publish pennant-notices-dev",
            ],
            Policies.OfRole(cloud.Dev, role).Where(line => !line.EndsWith(" *", StringComparison.Ordinal)));
        Assert.Equal(["states.amazonaws.com"], Trusted(role.Properties));
    }

    /// <summary>AWS knows no narrower resource for these: deliveries of CloudWatch Logs, and X-Ray.</summary>
    [Fact]
    public void No_statement_names_every_resource_but_the_ones_that_AWS_cannot_narrow()
    {
        var everything = cloud.Dev.Of("AWS::IAM::Role").SelectMany(role => Policies.OfRole(cloud.Dev, role)).Where(line => line.EndsWith(" *", StringComparison.Ordinal)).Select(line => line[..^2]).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:DescribeLogGroups", "logs:DescribeResourcePolicies", "logs:GetLogDelivery",
                "logs:ListLogDeliveries", "logs:PutResourcePolicy", "logs:UpdateLogDelivery",
                "xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments",
            ],
            everything);
    }

    [Fact]
    public void No_action_is_a_wildcard_and_only_API_Gateways_log_role_comes_from_AWS()
    {
        Assert.DoesNotContain(cloud.Dev.Of("AWS::IAM::Role").SelectMany(role => Policies.OfRole(cloud.Dev, role)), line => line.Split(' ')[0].Contains('*', StringComparison.Ordinal));
        var managed = cloud.Dev.Of("AWS::IAM::Role").SelectMany(role => role.Properties["ManagedPolicyArns"]?.AsArray().Select(arn => (string?)arn) ?? []);
        Assert.EndsWith("/AmazonAPIGatewayPushToCloudWatchLogs", Assert.Single(managed), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_rule_may_only_call_its_function_and_only_from_this_account()
    {
        var permissions = cloud.Dev.Of("AWS::Lambda::Permission").Where(one => (string?)one.Properties["Principal"] == "iot.amazonaws.com")
            .Select(one => $"{one.Properties["SourceAccount"]} {Policies.Short((string)one.Properties["SourceArn"]!)} {Policies.Short((string)one.Properties["FunctionName"]!)}");

        Assert.Equal(["000000000000 rule/pennant_acks_dev function:pennant-acknowledge-dev", "000000000000 rule/pennant_presence_dev function:pennant-presence-dev"], permissions.Order());
    }

    [Fact]
    public void A_rule_may_keep_what_it_could_not_pass_on_and_nothing_else()
    {
        foreach (var name in new[] { "acks", "presence" })
        {
            var s3 = cloud.Dev.One("AWS::IoT::TopicRule", $"pennant_{name}_dev").Properties["TopicRulePayload"]!["ErrorAction"]!["S3"]!;
            var role = cloud.Dev.Of("AWS::IAM::Role").Single(one => one.Arn == (string?)s3["RoleArn"]);

            Assert.Equal($"s3:PutObject DEAD-LETTERS/errors/{name}/*", Plain(Assert.Single(Policies.OfRole(cloud.Dev, role))));
            Assert.StartsWith($"errors/{name}/", (string?)s3["Key"], StringComparison.Ordinal);
            Assert.Equal("000000000000", (string?)role.Properties["AssumeRolePolicyDocument"]!["Statement"]![0]!["Condition"]!["StringEquals"]!["aws:SourceAccount"]);
        }
    }

    private static IEnumerable<string?> Trusted(JsonObject role) =>
        role["AssumeRolePolicyDocument"]!["Statement"]!.AsArray().Select(statement => (string?)statement!["Principal"]!["Service"]);

    /// <summary>Without the two names that nobody chose.</summary>
    private string Plain(string line)
    {
        var stream = Policies.Short((string)cloud.Dev.Of("AWS::Lambda::EventSourceMapping").Single().Properties["EventSourceArn"]!);
        var (app, branch) = (cloud.Dev.Of("AWS::Amplify::App").Single(), cloud.Dev.Of("AWS::Amplify::Branch").Single());
        return line.Replace($"{app.Name}.AppId", "APP", StringComparison.Ordinal).Replace($"{branch.Name}.BranchName", "BRANCH", StringComparison.Ordinal)
            .Replace((string)cloud.Dev.Of("Custom::Pages").Single().Properties["Key"]!, "PAGES.zip", StringComparison.Ordinal)
            .Replace(stream, "table/pennant-messages-dev/stream/STREAM", StringComparison.Ordinal)
            .Replace(cloud.Dev.DeadLetters.Name, "DEAD-LETTERS", StringComparison.Ordinal);
    }
}
