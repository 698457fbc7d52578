using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Iot;

/// <summary>The registry's HTTP API as provisioning and the API function use it.</summary>
public sealed class ControlPlaneTests
{
    [Fact]
    public async Task Provisioning_twice_with_the_same_words_changes_nothing()
    {
        await using var iot = await IotHarness.StartAsync();
        var body = new JsonObject { ["thingTypeName"] = "pennant-printer-dev", ["attributePayload"] = new JsonObject { ["attributes"] = new JsonObject { ["place"] = "shelf" } } };

        var first = await iot.CallAsync("iot", HttpMethod.Post, "/things/kitchen", body);
        var second = await iot.CallAsync("iot", HttpMethod.Post, "/things/kitchen", body);

        Assert.Equal(first.ToJsonString(), second.ToJsonString());
        Assert.Equal("arn:aws:iot:us-east-1:000000000000:thing/kitchen", first["thingArn"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_thing_of_the_same_name_and_another_type_is_a_conflict()
    {
        await using var iot = await IotHarness.StartAsync();
        await iot.CallAsync("iot", HttpMethod.Post, "/things/kitchen", new JsonObject());

        using var answer = await iot.SendAsync("iot", HttpMethod.Post, "/things/kitchen", """{"thingTypeName":"pennant-printer-dev"}""");

        await AssertErrorAsync(answer, 409, "ResourceAlreadyExistsException");
    }

    [Fact]
    public async Task A_thing_is_described_with_its_type_from_the_template()
    {
        await using var iot = await IotHarness.StartAsync();
        await iot.CallAsync("iot", HttpMethod.Post, "/things/kitchen", new JsonObject { ["thingTypeName"] = "pennant-printer-dev" });

        var thing = await iot.CallAsync("iot", HttpMethod.Get, "/things/kitchen", null);
        var type = await iot.CallAsync("iot", HttpMethod.Get, "/thing-types/pennant-printer-dev", null);

        Assert.Equal(("kitchen", "pennant-printer-dev", 1), (thing["thingName"]!.GetValue<string>(), thing["thingTypeName"]!.GetValue<string>(), thing["version"]!.GetValue<int>()));
        Assert.Equal("arn:aws:iot:us-east-1:000000000000:thingtype/pennant-printer-dev", type["thingTypeArn"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("GET", "/things/nobody", null)]
    [InlineData("GET", "/things/nobody/principals", null)]
    [InlineData("GET", "/thing-types/nothing", null)]
    [InlineData("GET", "/thing-groups/nothing/things", null)]
    [InlineData("GET", "/policies/nothing", null)]
    [InlineData("GET", "/certificates/0000", null)]
    [InlineData("POST", "/things/kitchen", """{"thingTypeName":"nothing"}""")]
    [InlineData("PUT", "/target-policies/nothing", """{"target":"arn:aws:iot:us-east-1:000000000000:cert/0"}""")]
    [InlineData("PUT", "/thing-groups/addThingToThingGroup", """{"thingGroupName":"pennant-printers-dev","thingName":"nobody"}""")]
    public async Task What_does_not_exist_is_not_found(string method, string path, string? body)
    {
        await using var iot = await IotHarness.StartAsync();

        using var answer = await iot.SendAsync("iot", new HttpMethod(method), path, body);

        await AssertErrorAsync(answer, 404, "ResourceNotFoundException");
    }

    [Theory]
    [InlineData("POST", "/things/bad%20name", "{}")]
    [InlineData("POST", "/certificates", "{}")]
    [InlineData("POST", "/certificates", """{"certificateSigningRequest":"nonsense"}""")]
    [InlineData("POST", "/things/kitchen", "not json")]
    [InlineData("GET", "/endpoint?endpointType=iot:Jobs", null)]
    [InlineData("GET", "/things?maxResults=many", null)]
    public async Task What_is_not_valid_is_refused(string method, string path, string? body)
    {
        await using var iot = await IotHarness.StartAsync();

        using var answer = await iot.SendAsync("iot", new HttpMethod(method), path, body);

        await AssertErrorAsync(answer, 400, "InvalidRequestException");
    }

    [Fact]
    public async Task Things_are_listed_in_pages_and_by_type_and_group()
    {
        await using var iot = await IotHarness.StartAsync();
        foreach (var name in new[] { "a", "b", "c" }) await iot.CallAsync("iot", HttpMethod.Post, $"/things/{name}", name == "c" ? new JsonObject() : new JsonObject { ["thingTypeName"] = "pennant-printer-dev" });
        await iot.CallAsync("iot", HttpMethod.Put, "/thing-groups/addThingToThingGroup", new JsonObject { ["thingGroupName"] = "pennant-printers-dev", ["thingName"] = "b" });

        var first = await iot.CallAsync("iot", HttpMethod.Get, "/things?maxResults=2", null);
        var second = await iot.CallAsync("iot", HttpMethod.Get, $"/things?maxResults=2&nextToken={first["nextToken"]}", null);
        var typed = await iot.CallAsync("iot", HttpMethod.Get, "/things?thingTypeName=pennant-printer-dev", null);
        var grouped = await iot.CallAsync("iot", HttpMethod.Get, "/thing-groups/pennant-printers-dev/things", null);

        Assert.Equal(["a", "b"], Names(first));
        Assert.Equal(["c"], Names(second));
        Assert.Null(second["nextToken"]);
        Assert.Equal(["a", "b"], Names(typed));
        Assert.Equal("""["b"]""", grouped["things"]!.ToJsonString());
    }

    [Fact]
    public async Task A_certificate_knows_its_thing_and_policy_and_is_deleted_only_when_let_go()
    {
        await using var iot = await IotHarness.StartAsync();
        var kitchen = await iot.ProvisionAsync("kitchen");
        var arn = $"arn:aws:iot:us-east-1:000000000000:cert/{kitchen.CertificateId}";

        var principals = await iot.CallAsync("iot", HttpMethod.Get, "/things/kitchen/principals", null);
        var things = await iot.CallAsync("iot", HttpMethod.Get, "/principals/things", null, ("x-amzn-principal", arn));
        var policies = await iot.CallAsync("iot", HttpMethod.Post, $"/attached-policies/{Uri.EscapeDataString(arn)}", null);
        var described = await iot.CallAsync("iot", HttpMethod.Get, $"/certificates/{kitchen.CertificateId}", null);

        Assert.Equal(arn, principals["principals"]![0]!.GetValue<string>());
        Assert.Equal("kitchen", things["things"]![0]!.GetValue<string>());
        Assert.Equal(TestTemplate.PolicyName, policies["policies"]![0]!["policyName"]!.GetValue<string>());
        Assert.Equal("ACTIVE", described["certificateDescription"]!["status"]!.GetValue<string>());
        await AssertErrorAsync(await iot.SendAsync("iot", HttpMethod.Delete, $"/certificates/{kitchen.CertificateId}"), 406, "CertificateStateException");
        await iot.CallAsync("iot", HttpMethod.Put, $"/certificates/{kitchen.CertificateId}?newStatus=INACTIVE", null);
        await AssertErrorAsync(await iot.SendAsync("iot", HttpMethod.Delete, $"/certificates/{kitchen.CertificateId}?forceDelete=true"), 409, "DeleteConflictException");
        await AssertErrorAsync(await iot.SendAsync("iot", HttpMethod.Delete, "/things/kitchen"), 400, "InvalidRequestException");
        await iot.CallAsync("iot", HttpMethod.Delete, "/things/kitchen/principals", null, ("x-amzn-principal", arn));
        await iot.CallAsync("iot", HttpMethod.Delete, $"/certificates/{kitchen.CertificateId}?forceDelete=true", null);
        Assert.Empty((JsonArray)(await iot.CallAsync("iot", HttpMethod.Get, "/certificates", null))["certificates"]!);
    }

    [Fact]
    public async Task The_templates_policy_is_there_to_read_and_is_text()
    {
        await using var iot = await IotHarness.StartAsync();

        var policy = await iot.CallAsync("iot", HttpMethod.Get, $"/policies/{TestTemplate.PolicyName}", null);

        Assert.Equal(TestTemplate.GoldenPolicy().ToJsonString(), JsonNode.Parse(policy["policyDocument"]!.GetValue<string>())!.ToJsonString());
    }

    [Fact]
    public async Task A_principal_has_at_most_ten_policies_and_a_policy_2048_characters()
    {
        await using var iot = await IotHarness.StartAsync();
        var kitchen = await iot.ProvisionAsync("kitchen");
        var target = new JsonObject { ["target"] = $"arn:aws:iot:us-east-1:000000000000:cert/{kitchen.CertificateId}" };
        for (var number = 0; number < 10; number++) await iot.CallAsync("iot", HttpMethod.Post, $"/policies/p{number}", new JsonObject { ["policyDocument"] = """{"Statement":[]}""" });
        for (var number = 0; number < 9; number++) await iot.CallAsync("iot", HttpMethod.Put, $"/target-policies/p{number}", target.DeepClone());

        using var eleventh = await iot.SendAsync("iot", HttpMethod.Put, "/target-policies/p9", target.ToJsonString());
        using var tooLong = await iot.SendAsync("iot", HttpMethod.Post, "/policies/long", new JsonObject { ["policyDocument"] = "{\"Statement\":[],\"Id\":\"" + new string('x', 2048) + "\"}" }.ToJsonString());

        await AssertErrorAsync(eleventh, 410, "LimitExceededException");
        await AssertErrorAsync(tooLong, 400, "MalformedPolicyException");
    }

    [Fact]
    public async Task The_endpoint_is_this_machine()
    {
        await using var iot = await IotHarness.StartAsync();

        Assert.Equal("localhost", (await iot.CallAsync("iot", HttpMethod.Get, "/endpoint?endpointType=iot:Data-ATS", null))["endpointAddress"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_registry_outlives_the_broker()
    {
        using var directory = new TempDirectory();
        Device kitchen;
        await using (var first = await IotHarness.StartAsync(directory: directory.Path)) kitchen = await first.ProvisionAsync("kitchen");

        await using var second = await IotHarness.StartAsync(directory: directory.Path);
        await using var client = await (kitchen with { Harness = second }).ConnectAsync();

        Assert.True(client.IsConnected);
    }

    private static IEnumerable<string> Names(JsonObject page) => ((JsonArray)page["things"]!).Select(thing => thing!["thingName"]!.GetValue<string>());

    private static async Task AssertErrorAsync(HttpResponseMessage answer, int status, string type)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == (int)answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Equal(type, answer.Headers.GetValues("x-amzn-ErrorType").Single());
        Assert.NotEqual("", JsonNode.Parse(text)!["message"]!.GetValue<string>());
    }
}
