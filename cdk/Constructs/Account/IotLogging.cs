using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.IoT;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Pennant.Cdk.Constructs.Account;

/// <summary>What AWS IoT refuses or cannot do (connections, publishes, subscriptions, rules) is a line in the log that AWS names AWSIotLogsV2. What goes well is not.</summary>
internal sealed class IotLogging : Construct
{
    public IotLogging(Construct scope, string id) : base(scope, id)
    {
        var log = new LogGroup(this, "Log", new LogGroupProps
        {
            LogGroupName = Names.IotLog,
            Retention = RetentionDays.ONE_MONTH,
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        var role = new Role(this, "Role", new RoleProps
        {
            Description = "Lets AWS IoT write its log.",
            AssumedBy = Allow.ForThisAccount("iot.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Permissions"] = new(new PolicyDocumentProps
                {
                    Statements = [Allow.To(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:PutMetricFilter", "logs:PutRetentionPolicy"], log.LogGroupArn)],
                }),
            },
        });
        var logging = new CfnLogging(this, "Logging", new CfnLoggingProps { AccountId = Aws.ACCOUNT_ID, DefaultLogLevel = "ERROR", RoleArn = role.RoleArn });
        logging.Node.AddDependency(log);
    }
}
