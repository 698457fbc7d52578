using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace Pennant.Cdk.Constructs.Account;

/// <summary>Lets API Gateway write its logs. One role for all APIs of an account and region: with an environment's API it would be torn down under the other's.</summary>
internal sealed class ApiLogging : Construct
{
    public ApiLogging(Construct scope, string id) : base(scope, id)
    {
        var role = new Role(this, "Role", new RoleProps
        {
            Description = "Lets API Gateway write the logs of its APIs.",
            AssumedBy = new ServicePrincipal("apigateway.amazonaws.com"),
            // API Gateway refuses a role that lacks any of these.
            ManagedPolicies = [ManagedPolicy.FromAwsManagedPolicyName("service-role/AmazonAPIGatewayPushToCloudWatchLogs")],
        });
        _ = new CfnAccount(this, "Account", new CfnAccountProps { CloudWatchRoleArn = role.RoleArn });
    }
}
