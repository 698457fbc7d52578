using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;
using Xunit;

namespace Pennant.Tests.Iam;

/// <summary>IAM's logic, a line for each of its rules.</summary>
public sealed class EvaluationTests
{
    private const string Table = "arn:aws:dynamodb:us-east-1:000000000000:table/messages";

    [Theory]
    [InlineData("nothing is said", "", false)]
    [InlineData("action and resource fit", """{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"TABLE"}""", true)]
    [InlineData("the action's letters may be of any size", """{"Effect":"Allow","Action":"DynamoDB:getitem","Resource":"TABLE"}""", true)]
    [InlineData("the resource's may not", """{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"TABLES"}""", false)]
    [InlineData("another action", """{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"TABLE"}""", false)]
    [InlineData("one of several", """{"Effect":"Allow","Action":["dynamodb:PutItem","dynamodb:GetItem"],"Resource":["x","TABLE"]}""", true)]
    [InlineData("an index is not its table", """{"Effect":"Allow","Action":"dynamodb:GetItem","Resource":"TABLE/index/*"}""", false)]
    [InlineData("a star is any characters", """{"Effect":"Allow","Action":"dynamodb:*Item","Resource":"arn:aws:dynamodb:*:table/*"}""", true)]
    [InlineData("a star is also none", """{"Effect":"Allow","Action":"dynamodb:GetItem*","Resource":"TABLE*"}""", true)]
    [InlineData("a question mark is one", """{"Effect":"Allow","Action":"dynamodb:Get?tem","Resource":"TABLE"}""", true)]
    [InlineData("and never none", """{"Effect":"Allow","Action":"dynamodb:GetItem?","Resource":"TABLE"}""", false)]
    [InlineData("a deny beats an allow", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"dynamodb:GetItem","Resource":"TABLE"}""", false)]
    [InlineData("in any order", """{"Effect":"Deny","Action":"dynamodb:Get*","Resource":"*"},{"Effect":"Allow","Action":"*","Resource":"*"}""", false)]
    [InlineData("a deny of something else does not", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"dynamodb:PutItem","Resource":"*"}""", true)]
    [InlineData("all but another action", """{"Effect":"Allow","NotAction":"dynamodb:PutItem","Resource":"*"}""", true)]
    [InlineData("all but this action", """{"Effect":"Allow","NotAction":["s3:*","dynamodb:Get*"],"Resource":"*"}""", false)]
    [InlineData("all but another resource", """{"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::*"}""", true)]
    [InlineData("all but this resource", """{"Effect":"Allow","Action":"*","NotResource":"TABLE"}""", false)]
    [InlineData("denied all but another resource", """{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"*","NotResource":"arn:aws:s3:::*"}""", false)]
    [InlineData("a condition that holds", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"000000000000"}}}""", true)]
    [InlineData("one that does not", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"1"}}}""", false)]
    [InlineData("one of its values", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"AWS:principalaccount":["1","000000000000"]}}}""", true)]
    [InlineData("all of several", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"000000000000"},"Bool":{"aws:SecureTransport":"false"}}}""", false)]
    [InlineData("none of its values", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"aws:PrincipalAccount":["1","000000000000"]}}}""", false)]
    [InlineData("a key that is missing equals nothing", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:SourceArn":"x"}}}""", false)]
    [InlineData("and differs from everything", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringNotLike":{"aws:SourceArn":"*"}}}""", true)]
    [InlineData("and does not matter if it need not exist", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualsIfExists":{"aws:SourceArn":"x"}}}""", true)]
    [InlineData("a key that must be missing", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"aws:SourceArn":"true"}}}""", true)]
    [InlineData("a key that must be there", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Null":{"aws:SourceArn":"false"}}}""", false)]
    [InlineData("a pattern", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/re*"}}}""", true)]
    [InlineData("an ARN part by part", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::000000000000:role/*"}}}""", true)]
    [InlineData("where a star does not reach over a colon", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:*:role/*"}}}""", false)]
    [InlineData("a number", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"s3:TlsVersion":"1.2"}}}""", false)]
    [InlineData("a variable", """{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:${aws:RequestedRegion}:${aws:PrincipalAccount}:table/messages"}""", true)]
    [InlineData("a variable without a value matches nothing", """{"Effect":"Allow","Action":"*","Resource":"arn:aws:dynamodb:*${aws:SourceArn}*"}""", false)]
    [InlineData("a variable that must be equal", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::${aws:PrincipalAccount}:role/reader"}}}""", true)]
    [InlineData("where a star is a star", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::*:role/reader"}}}""", false)]
    [InlineData("and a variable without a value equals nothing", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalAccount":"${aws:SourceAccount}000000000000"}}}""", false)]
    [InlineData("in letters of any size", """{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEqualsIgnoreCase":{"aws:PrincipalArn":"ARN:aws:iam::${aws:PrincipalAccount}:role/READER"}}}""", true)]
    [InlineData("a star that is meant as one", """{"Effect":"Allow","Action":"*","Resource":"arn:${*}"}""", false)]
    public void Of_a_role_that_reads_the_table(string rule, string statements, bool isAllowed)
    {
        var authority = new Authority(new CloudTemplate([TestRole.Of("reader", statements.Replace("TABLE", Table, StringComparison.Ordinal))]));
        var reader = authority.Assume("arn:aws:iam::000000000000:role/reader", "lambda.amazonaws.com", "function");

        Assert.True(isAllowed == authority.Decide(new AccessRequest(reader, "dynamodb:GetItem", Table)).IsAllowed, rule);
    }

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"2030"}}}""", "the condition operator DateLessThan")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ForAllValues:StringLike":{"aws:PrincipalArn":"x"}}}""", "the condition operator ForAllValues:StringLike")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"dynamodb:LeadingKeys":"x"}}}""", "the condition key dynamodb:LeadingKeys")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"arn:${aws:PrincipalTag/x}"}""", "the variable aws:PrincipalTag/x")]
    [InlineData("""{"Effect":"Allow","Action":"*","Resource":"*","NotPrincipal":"*"}""", "the element NotPrincipal")]
    [InlineData("""{"Effect":"Permit","Action":"*","Resource":"*"}""", "an effect is Allow or Deny")]
    [InlineData("""{"Effect":"Allow","Resource":"*"}""", "a statement names its actions")]
    [InlineData("""{"Effect":"Allow","Action":"*"}""", "a statement names its resources")]
    [InlineData("""{"Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*"}""", "a statement has Action or NotAction")]
    public void What_is_not_understood_is_refused_before_anything_starts(string statement, string named)
    {
        var authority = new Authority(new CloudTemplate([TestRole.Of("odd", statement)]));

        var problem = Assert.Throws<PolicyException>(() => authority.Assume("arn:aws:iam::000000000000:role/odd", "lambda.amazonaws.com", "function"));

        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains("role/odd", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_lets_only_those_take_it_whom_it_trusts()
    {
        var authority = new Authority(new CloudTemplate([TestRole.Of("workflow", """{"Effect":"Allow","Action":"*","Resource":"*"}""", """{"Service":"states.amazonaws.com"}""")]));

        Assert.Throws<PolicyException>(() => authority.Assume("arn:aws:iam::000000000000:role/workflow", "lambda.amazonaws.com", "function"));
        Assert.Equal("arn:aws:sts::000000000000:assumed-role/workflow/run", authority.Assume("arn:aws:iam::000000000000:role/workflow", "states.amazonaws.com", "run").Arn);
    }

    [Fact]
    public void A_role_with_a_policy_of_AWSs_own_cannot_be_judged_here()
    {
        var role = TestRole.Of("managed", """{"Effect":"Allow","Action":"*","Resource":"*"}""");
        role.Properties["ManagedPolicyArns"] = new JsonArray("arn:aws:iam::aws:policy/ReadOnlyAccess");

        var problem = Assert.Throws<PolicyException>(() => new Authority(new CloudTemplate([role])).Assume(role.Arn, "lambda.amazonaws.com", "function"));

        Assert.Contains("ReadOnlyAccess", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iot.amazonaws.com", "arn:aws:iot:us-east-1:000000000000:rule/acks", true)]
    [InlineData("iot.amazonaws.com", "arn:aws:iot:us-east-1:000000000000:rule/other", false)]
    [InlineData("s3.amazonaws.com", "arn:aws:iot:us-east-1:000000000000:rule/acks", false)]
    public void A_functions_own_policy_names_the_service_and_what_it_calls_for(string service, string source, bool isAllowed)
    {
        const string Function = "arn:aws:lambda:us-east-1:000000000000:function:acknowledge";
        var permission = new CloudResource("print", "Permission", "AWS::Lambda::Permission", "permission", "", new JsonObject
        {
            ["Action"] = "lambda:InvokeFunction", ["FunctionName"] = Function, ["Principal"] = "iot.amazonaws.com", ["SourceArn"] = "arn:aws:iot:us-east-1:000000000000:rule/acks", ["SourceAccount"] = "000000000000",
        });
        var context = new Dictionary<string, string> { ["aws:SourceArn"] = source, ["aws:SourceAccount"] = "000000000000" };

        var decision = new Authority(new CloudTemplate([permission])).Decide(new AccessRequest(Caller.Service(service), "lambda:InvokeFunction", Function, context));

        Assert.Equal(isAllowed, decision.IsAllowed);
    }

    [Fact]
    public void A_bucket_may_refuse_even_its_owner()
    {
        var policy = new CloudResource("print", "Policy", "AWS::S3::BucketPolicy", "policy", "", JsonNode.Parse("""
            {"PolicyDocument": {"Version": "2012-10-17", "Statement": [
              {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "s3:*", "Resource": ["arn:aws:s3:::letters", "arn:aws:s3:::letters/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
              {"Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::letters/secret"}]}}
            """)!.AsObject());
        var authority = new Authority(new CloudTemplate([policy]));

        Assert.True(authority.Decide(new AccessRequest(Caller.Owner, "s3:GetObject", "arn:aws:s3:::letters/open")).IsAllowed);
        var refusal = authority.Decide(new AccessRequest(Caller.Owner, "s3:GetObject", "arn:aws:s3:::letters/secret"));
        Assert.False(refusal.IsAllowed);
        Assert.EndsWith("with an explicit deny in a resource-based policy", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("the account hands the question on to the role", "Allow", "arn:aws:iam::000000000000:root", false, false)]
    [InlineData("also by its number", "Allow", "000000000000", false, false)]
    [InlineData("and what the role may is then done", "Allow", "arn:aws:iam::000000000000:root", true, true)]
    [InlineData("the role itself needs nothing else", "Allow", "arn:aws:iam::000000000000:role/reader", false, true)]
    [InlineData("nor does its session", "Allow", "arn:aws:sts::000000000000:assumed-role/reader/function", false, true)]
    [InlineData("nor everybody", "Allow", "*", false, true)]
    [InlineData("whom the account is denied it is denied", "Deny", "arn:aws:iam::000000000000:root", true, false)]
    public void A_bucket_that_lets_in(string rule, string effect, string principal, bool roleMay, bool isAllowed)
    {
        var policy = new CloudResource("print", "Policy", "AWS::S3::BucketPolicy", "policy", "", JsonNode.Parse($$$"""
            {"PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "{{{effect}}}", "Principal": {"AWS": "{{{principal}}}"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::letters/*"}]}}
            """)!.AsObject());
        var authority = new Authority(new CloudTemplate([policy, TestRole.Of("reader", $$"""{"Effect":"Allow","Action":"{{(roleMay ? "s3:GetObject" : "s3:PutObject")}}","Resource":"*"}""")]));
        var reader = authority.Assume("arn:aws:iam::000000000000:role/reader", "lambda.amazonaws.com", "function");

        Assert.True(isAllowed == authority.Decide(new AccessRequest(reader, "s3:GetObject", "arn:aws:s3:::letters/a")).IsAllowed, rule);
    }

    [Theory]
    [InlineData("AWS::SecretsManager::ResourcePolicy", "{}")]
    [InlineData("AWS::IAM::RolePolicy", "{}")]
    [InlineData("AWS::Lambda::LayerVersionPermission", "{}")]
    [InlineData("AWS::KMS::Key", """{"KeyPolicy":{}}""")]
    [InlineData("AWS::DynamoDB::Table", """{"ResourcePolicy":{}}""")]
    [InlineData("AWS::ApiGateway::RestApi", """{"Policy":{}}""")]
    public void A_policy_of_a_kind_that_nobody_reads_here_is_named_before_anything_starts(string type, string properties)
    {
        var door = new CloudResource("print", "Door", type, "door", "", JsonNode.Parse(properties)!.AsObject());

        var problem = Assert.Throws<PolicyException>(() => new Authority(new CloudTemplate([door])));

        Assert.Contains("Door", problem.Message, StringComparison.Ordinal);
        Assert.Contains(type, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policies_of_logs_and_queues_are_read_too()
    {
        const string Statement = """{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "some:Write", "Resource": "there"}]}""";
        var log = new CloudResource("print", "Log", "AWS::Logs::ResourcePolicy", "log", "", new JsonObject { ["PolicyName"] = "log", ["PolicyDocument"] = Statement });
        var queue = new CloudResource("print", "Queue", "AWS::SQS::QueuePolicy", "queue", "", new JsonObject { ["PolicyDocument"] = JsonNode.Parse(Statement) });

        Assert.Equal(["Log", "Queue"], new Authority(new CloudTemplate([log, queue])).Grants.Select(grant => grant.Holder).Order());
    }

    [Fact]
    public void What_is_taken_away_is_missing_until_it_is_given_back()
    {
        var authority = new Authority(new CloudTemplate([TestRole.Of("reader", """{"Effect":"Allow","Action":["dynamodb:GetItem","dynamodb:PutItem"],"Resource":["a","b"]}""")]));
        var reader = authority.Assume("arn:aws:iam::000000000000:role/reader", "lambda.amazonaws.com", "function");
        bool May(string action, string resource) => authority.Decide(new AccessRequest(reader, action, resource)).IsAllowed;

        Assert.Equal(4, authority.Grants.Count);
        using (authority.TakeAway(authority.Grants.Single(grant => grant is { Action: "dynamodb:GetItem", Resource: "a" })))
        {
            Assert.Equal((false, true, true), (May("dynamodb:GetItem", "a"), May("dynamodb:GetItem", "b"), May("dynamodb:PutItem", "a")));
            Assert.Equal("a", Assert.Single(authority.Decide(new AccessRequest(reader, "dynamodb:GetItem", "a")).Missed).Resource);
            Assert.Empty(authority.Decide(new AccessRequest(reader, "dynamodb:GetItem", "c")).Missed);
        }
        Assert.True(May("dynamodb:GetItem", "a"));
    }
}
