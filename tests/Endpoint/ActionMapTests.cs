using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pennant.Local.Cloud;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iot.Api;
using Pennant.Local.StepFunctions;
using Pennant.Tests.Iam;
using Pennant.Tests.Iot;
using Pennant.Tests.LambdaHost;
using Xunit;

namespace Pennant.Tests.Endpoint;

/// <summary>Of every call that is offered here it is known who may make it, and of no other.</summary>
public sealed class ActionMapTests : IDisposable
{
    private const string Function = "arn:aws:lambda:us-east-1:000000000000:function:";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("pennant-actions-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Every_call_of_AWS_IoT()
    {
        await using var iot = await IotHarness.StartAsync();
        var offered = iot.Core.Services.OfType<RestService>().SelectMany(service => service.Routes).Select(route => $"{route.Method} {route.Path}");

        Assert.Equal(offered.Order(), IotNeeds.ControlPlane.Concat(IotNeeds.DataPlane).Select(call => $"{call.Method} {call.Path}").Order());
    }

    [Fact]
    public async Task Every_call_of_Lambda()
    {
        await using var rig = await new LambdaRig().StartAsync();

        Assert.Equal(rig.Host.Offered.Order(), LambdaNeeds.Calls.Select(call => call.Name).Order());
        Assert.All(rig.Host.Offered, name => Assert.NotEmpty(ActionMap.Of("lambda", new Operation(name, []))));
    }

    [Fact]
    public async Task Every_call_of_Step_Functions()
    {
        await using var states = new StepFunctionsService(new CloudTemplate([]), folder.FullName, new RecordingFunctions(), [], TestRole.Guard(), TimeProvider.System, NullLoggerFactory.Instance);
        await states.StartAsync();

        Assert.NotEmpty(states.Offered);
        // A token that nobody was given needs nothing: whoever shows it is told just that.
        Assert.All(states.Offered, name => Assert.True(ActionMap.Of("states", new Operation(name, [])).Count == (name.StartsWith("SendTask", StringComparison.Ordinal) ? 0 : 1), name));
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData("one:$LATEST", "one:$LATEST")]
    [InlineData("000000000000:function:one:7", "one:7")]
    [InlineData(Function + "one", "one")]
    [InlineData(Function + "one:live", "one:live")]
    public void A_function_is_called_by_the_name_that_the_caller_gave_it(string given, string needed)
    {
        var need = Assert.Single(ActionMap.Of("lambda", new Operation("Invoke", new JsonObject { ["functionName"] = given })));

        Assert.Equal(new Need("lambda:InvokeFunction", Function + needed), need);
    }

    [Fact]
    public void A_version_may_be_asked_for_beside_the_name()
    {
        var need = Assert.Single(ActionMap.Of("lambda", new Operation("GetFunction", new JsonObject { ["functionName"] = "one", ["Qualifier"] = "7" })));

        Assert.Equal(new Need("lambda:GetFunction", Function + "one:7"), need);
    }
}
