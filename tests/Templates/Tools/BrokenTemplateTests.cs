using Xunit;

namespace Pennant.Tests.Templates.Tools;

/// <summary>The tools are not only run: a template that breaks a rule is found, so finding nothing means something.</summary>
public sealed class BrokenTemplateTests : IDisposable
{
    private const string Template = """
        {"Resources": {
          "Misspelled": {"Type": "AWS::DynamoDB::Table", "Properties": {"KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}], "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}], "BillingMode": "ON_DEMAND"}},
          "Open": {"Type": "AWS::S3::Bucket"},
          "Greedy": {"Type": "AWS::IAM::Policy", "Properties": {"PolicyName": "p", "Roles": ["r"], "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}},
          "Forgetful": {"Type": "AWS::Lambda::EventSourceMapping", "Properties": {"FunctionName": "f", "EventSourceArn": "arn:aws:dynamodb:us-east-1:111122223333:table/t/stream/s", "StartingPosition": "LATEST"}},
          "Dashed": {"Type": "AWS::IoT::TopicRule", "Properties": {"RuleName": "pennant-acks-dev", "TopicRulePayload": {"Sql": "SELECT *", "Actions": []}}},
          "Mistyped": {"Type": "AWS::SNS::Topic", "Properties": {"TopikName": "t", "DisplayName": {"Fn::GetAtt": ["Long", "Arm"]}}},
          "Long": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": "pennant-a-function-whose-name-is-longer-than-the-64-letters-that-AWS-takes-dev", "Runtime": "provided.al2023", "Handler": "x", "Role": "r", "Code": {"ZipFile": ""}}},
          "Unknown": {"Type": "AWS::SNS::Topik"},
          "Lost": {"Type": "AWS::StepFunctions::StateMachine", "Properties": {"RoleArn": "arn:aws:iam::111122223333:role/r", "DefinitionString": "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"Nowhere\"}}}"}}}}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("pennant-broken-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Each_tool_sees_what_is_wrong()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "pennant-broken-dev.template.json"), Template);

        var found = (await TemplateTools.LookAsync(folder)).Select(finding => $"{finding.Resource} {finding.Rule}").ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "Forgetful Serverless-LambdaEventSourceMappingDestination", "Greedy AwsSolutions-IAM5[Resource::*]", "Dashed cloudformation-validate F3031", "Long cloudformation-validate F3031",
                "Mistyped cloudformation-validate F3002", "Mistyped cloudformation-validate E9004", "Unknown cloudformation-validate F3006", "Lost asl-validator", "Misspelled cloudformation-validate W3030", "Open cloudformation-validate I9040", "Open AwsSolutions-S1",
            },
            found);
    }

    [Fact]
    public void An_acceptance_covers_its_own_stack_resource_and_rule_only()
    {
        var accepted = new Acceptance("print", "*/Role/Resource", "AwsSolutions-IAM5[Resource::pennant-db-{env}:Table/*]", "because");
        var finding = new Finding("pennant-print-prod", "Api/Role/Resource", "AwsSolutions-IAM5[Resource::pennant-db-prod:Table/*]", "error", "");

        Assert.True(accepted.Covers(finding));
        Assert.False(accepted.Covers(finding with { Stack = "pennant-api-prod" }));
        Assert.False(accepted.Covers(finding with { Resource = "Api/Policy" }));
        Assert.False(accepted.Covers(finding with { Rule = "AwsSolutions-IAM5[Resource::pennant-db-prod:Table/index/*]" }));
    }
}
