using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace Pennant.Cdk.Constructs;

/// <summary>The role of a program that writes a log of its own, does what else it is allowed, and nothing more.</summary>
internal static class LoggedRole
{
    public static Role Of(Construct program, IPrincipal service, string description, LogGroup log, params PolicyStatement[] permissions) => new(program, "Role", new RoleProps
    {
        Description = description,
        AssumedBy = service,
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["Permissions"] = new(new PolicyDocumentProps { Statements = [Allow.To(["logs:CreateLogStream", "logs:PutLogEvents"], log.LogGroupArn), .. permissions] }),
        },
    });

    /// <param name="service">One that does not say for whom it takes a role.</param>
    public static Role Of(Construct program, string service, string description, LogGroup log, params PolicyStatement[] permissions) => Of(program, new ServicePrincipal(service), description, log, permissions);
}
