using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Step Functions: the definition in <c>statemachines/</c>, standard workflow, logging and tracing on.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class StepFunctionsRow(SynthesizedCloud cloud)
{
    [Fact]
    public void The_definition_in_statemachines_as_a_standard_workflow_with_logging_and_tracing_on()
    {
        var machine = cloud.Prod.One("AWS::StepFunctions::StateMachine", "arn:aws:states:us-east-1:000000000000:stateMachine:pennant-print-message-prod").Properties;
        var log = Assert.Single(machine["LoggingConfiguration"]!["Destinations"]!.AsArray())!["CloudWatchLogsLogGroup"]!["LogGroupArn"];

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(File.ReadAllText(Checkout.File("statemachines/print-message.asl.json"))), JsonNode.Parse((string)machine["DefinitionString"]!)));
        Assert.Equal("STANDARD", (string?)machine["StateMachineType"]);
        Assert.NotEqual("OFF", (string?)machine["LoggingConfiguration"]!["Level"]);
        // With any other beginning each new group makes AWS's one policy for logs longer, until it is too long.
        Assert.Equal("/aws/vendedlogs/states/pennant-print-message-prod", cloud.Prod.Of("AWS::Logs::LogGroup").Single(group => group.Arn == (string?)log).Name);
        Assert.True((bool)machine["TracingConfiguration"]!["Enabled"]!);
    }
}
