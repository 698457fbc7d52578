using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iot.Api;
using Pennant.Tests.Iot;
using Xunit;

namespace Pennant.Tests.Endpoint;

public sealed class ActionMapTests
{
    [Fact]
    public async Task Of_every_call_of_AWS_IoT_it_is_known_who_may_make_it()
    {
        await using var iot = await IotHarness.StartAsync();
        var offered = iot.Core.Services.OfType<RestService>().SelectMany(service => service.Routes).Select(route => $"{route.Method} {route.Path}");

        Assert.Equal(offered.Order(), IotNeeds.ControlPlane.Concat(IotNeeds.DataPlane).Select(call => $"{call.Method} {call.Path}").Order());
    }
}
