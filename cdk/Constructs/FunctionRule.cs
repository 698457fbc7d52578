using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.IoT;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.S3;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs;

/// <param name="Name">The rule's, and the folder's under <c>errors/</c> of the dead letters.</param>
/// <param name="Sql">Version 2016-03-23.</param>
internal sealed record FunctionRuleProps(string Name, string Sql, Function Function, Bucket DeadLetters);

/// <summary>A topic rule that gives each message to a function, asynchronously; what the rule or the function cannot handle goes to the dead letters.</summary>
internal sealed class FunctionRule : Construct
{
    public FunctionRule(Construct scope, string id, CloudSettings settings, FunctionRuleProps props) : base(scope, id)
    {
        var rule = new CfnTopicRule(this, "Rule", new CfnTopicRuleProps
        {
            RuleName = Names.TopicRule(props.Name, settings.Environment),
            TopicRulePayload = new CfnTopicRule.TopicRulePayloadProperty
            {
                Sql = props.Sql,
                AwsIotSqlVersion = "2016-03-23",
                Actions = new[] { new CfnTopicRule.ActionProperty { Lambda = new CfnTopicRule.LambdaActionProperty { FunctionArn = props.Function.FunctionArn } } },
                ErrorAction = new CfnTopicRule.ActionProperty { S3 = Errors(props) },
            },
        });
        // By source, or any rule of any account could call the function.
        _ = new CfnPermission(this, "Permission", new CfnPermissionProps
        {
            Action = "lambda:InvokeFunction",
            FunctionName = props.Function.FunctionArn,
            Principal = "iot.amazonaws.com",
            SourceAccount = Aws.ACCOUNT_ID,
            SourceArn = rule.AttrArn,
        });
        _ = new FailureDestination(this, "Invoke", props.Function, props.DeadLetters, retries: 2);
    }

    private CfnTopicRule.S3ActionProperty Errors(FunctionRuleProps props)
    {
        var folder = $"errors/{props.Name}";
        var role = new Role(this, "ErrorRole", new RoleProps
        {
            Description = $"Lets the rule {props.Name} keep what it could not pass on.",
            AssumedBy = Allow.ForThisAccount("iot.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Permissions"] = new(new PolicyDocumentProps { Statements = [Allow.To(["s3:PutObject"], props.DeadLetters.ArnForObjects($"{folder}/*"))] }),
            },
        });
        return new CfnTopicRule.S3ActionProperty { BucketName = props.DeadLetters.BucketName, Key = $"{folder}/${{timestamp()}}-${{newuuid()}}", RoleArn = role.RoleArn };
    }
}
