using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;

namespace Pennant.Tests.Iam;

/// <summary>A role for tests that are about something else: any service may take it, and it may do everything.</summary>
internal static class TestRole
{
    public const string Arn = "arn:aws:iam::000000000000:role/everything";

    public static CloudResource Resource { get; } = Of("everything", """{"Effect": "Allow", "Action": "*", "Resource": "*"}""");

    /// <summary>Knows the owner only, and that role.</summary>
    public static Guard Guard(params CloudResource[] more) => new(new CloudTemplate([Resource, .. more]), TimeProvider.System);

    /// <param name="statements">JSON, one or several with commas between.</param>
    /// <param name="condition">On which the role may be taken.</param>
    public static CloudResource Of(string name, string statements, string trusted = """{"AWS": "*"}""", string condition = "{}") => new("iam", name, "AWS::IAM::Role", name, $"arn:aws:iam::000000000000:role/{name}", JsonNode.Parse($$$"""
        {
          "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {{{trusted}}}, "Condition": {{{condition}}}}]},
          "Policies": [{"PolicyName": "Permissions", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{{{statements}}}]}}]
        }
        """)!.AsObject());
}
