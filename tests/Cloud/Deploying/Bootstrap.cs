using System.Text.Json.Nodes;
using System.Xml.Linq;
using Pennant.Local.Cloud;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What <c>cdk bootstrap</c> leaves in an account and region: roles, a bucket, and its version as a parameter.</summary>
/// <param name="version">Null where it was never run.</param>
internal sealed class Bootstrap(string? version)
{
    public const string VersionParameter = "/cdk-bootstrap/hnb659fds/version";

    private static readonly string[] Roles = ["deploy-role", "file-publishing-role", "lookup-role"];

    public string? Version => version;

    public string? Bucket => version is null ? null : $"cdk-hnb659fds-assets-{AwsAccount.Id}-{CloudTemplate.Region}";

    /// <summary>What CloudFormation works as.</summary>
    public string ExecutionRole { get; } = Role("cfn-exec-role");

    /// <summary>The access key that one gets with a role.</summary>
    public static string Key(string role) => $"ASIA.{role}";

    public AwsAnswer? Answer(AwsCall call) => call.Action switch
    {
        "GetCallerIdentity" => AwsAnswer.To(call, new XElement("Arn", $"arn:aws:iam::{AwsAccount.Id}:user/owner"), new XElement("UserId", "AIDAOWNER"), new XElement("Account", AwsAccount.Id)),
        "AssumeRole" => AwsAnswer.To(call, Credentials(call["RoleArn"])),
        "AmazonSSM.GetParameter" => Parameter(JsonNode.Parse(call.Body)!["Name"]!.ToString()),
        _ => null,
    };

    private static string Role(string name) => $"arn:aws:iam::{AwsAccount.Id}:role/cdk-hnb659fds-{name}-{AwsAccount.Id}-{CloudTemplate.Region}";

    private XElement Credentials(string arn)
    {
        var role = version is null ? null : Roles.SingleOrDefault(name => Role(name) == arn);
        if (role is null) throw new AwsRefusal("AccessDenied", $"User: arn:aws:iam::{AwsAccount.Id}:user/owner is not authorized to perform: sts:AssumeRole on resource: {arn}", 403);
        var end = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", null);
        return new XElement("Credentials", new XElement("AccessKeyId", Key(role)), new XElement("SecretAccessKey", "secret"), new XElement("SessionToken", "token"), new XElement("Expiration", end));
    }

    private AwsAnswer Parameter(string name) =>
        version is not null && name == VersionParameter
            ? new AwsAnswer(200, new JsonObject { ["Parameter"] = new JsonObject { ["Name"] = name, ["Type"] = "String", ["Value"] = version } }.ToJsonString())
            : throw new AwsRefusal("ParameterNotFound", "");
}
