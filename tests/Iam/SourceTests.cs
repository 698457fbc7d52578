using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;
using Xunit;

namespace Pennant.Tests.Iam;

/// <summary>What AWS's services say of whom they act for, and what they leave out.</summary>
public sealed class SourceTests
{
    private const string Account = "000000000000", Function = "arn:aws:lambda:us-east-1:000000000000:function:watch";

    [Theory]
    [InlineData("states.amazonaws.com", true)]
    [InlineData("iot.amazonaws.com", true)]
    [InlineData("lambda.amazonaws.com", false)]
    [InlineData("apigateway.amazonaws.com", false)]
    public void A_role_that_asks_for_whom_it_is_taken_can_be_taken_only_by_a_service_that_says_so(string service, bool isTaken)
    {
        var role = TestRole.Of("careful", """{"Effect":"Allow","Action":"*","Resource":"*"}""", $$"""{"Service":"{{service}}"}""", $$$"""{"StringEquals":{"aws:SourceAccount":"{{{Account}}}"}}""");
        var authority = new Authority(new CloudTemplate([role]));

        var problem = Record.Exception(() => authority.Assume(role.Arn, service, "session", "arn:aws:some:us-east-1:000000000000:thing/x"));

        Assert.Equal(isTaken ? null : typeof(PolicyException), problem?.GetType());
    }

    [Theory]
    [InlineData("iot.amazonaws.com", true, true)]
    [InlineData("events.amazonaws.com", true, false)]
    [InlineData("events.amazonaws.com", false, true)]
    [InlineData("apigateway.amazonaws.com", true, false)]
    [InlineData("apigateway.amazonaws.com", false, true)]
    public void A_function_that_asks_for_an_account_is_called_only_by_a_service_that_names_one(string service, bool asks, bool isCalled)
    {
        const string Source = "arn:aws:some:us-east-1:000000000000:rule/watch";
        var permission = new CloudResource("print", "Permission", "AWS::Lambda::Permission", "permission", "", new JsonObject
        {
            ["Action"] = "lambda:InvokeFunction", ["FunctionName"] = Function, ["Principal"] = service, ["SourceArn"] = Source,
        });
        if (asks) permission.Properties["SourceAccount"] = Account;

        Assert.Equal(isCalled, TestRole.Guard(permission).MayInvoke(service, Source, Function));
    }

    [Fact]
    public void Of_a_service_that_is_not_known_here_nothing_is_supposed()
    {
        var problem = Assert.Throws<PolicyException>(() => TestRole.Guard().Authority.Assume(TestRole.Arn, "batch.amazonaws.com", "session"));

        Assert.Contains("batch.amazonaws.com", problem.Message, StringComparison.Ordinal);
        Assert.Throws<PolicyException>(() => TestRole.Guard().MayInvoke("batch.amazonaws.com", "arn:aws:batch:us-east-1:000000000000:job/x", Function));
    }
}
