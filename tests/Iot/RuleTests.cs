using System.Text;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;
using Pennant.Tests.Iam;
using Xunit;

namespace Pennant.Tests.Iot;

/// <summary>RUL-1 to RUL-7: rules on a running broker.</summary>
public sealed class RuleTests
{
    [Fact]
    public async Task An_ack_reaches_the_function_with_identity_from_the_connection_and_its_body_untouched()
    {
        await using var iot = await IotHarness.StartAsync();
        var kitchen = await iot.ProvisionAsync("kitchen");
        await using var client = await kitchen.ConnectAsync();

        await client.PublishAsync("pennant/kitchen/acks", """{"thing":"office","client":"office""");

        var sent = (await iot.Functions.EventsOfAsync("pennant-acknowledge-dev", 1))[0];
        Assert.Equal(["thing", "client", "principal", "received_at", "body"], sent.Select(member => member.Key));
        Assert.Equal(("kitchen", "kitchen", kitchen.CertificateId), (Text(sent, "thing"), Text(sent, "client"), Text(sent, "principal")));
        Assert.Equal("""{"thing":"office","client":"office""", Encoding.UTF8.GetString(Convert.FromBase64String(Text(sent, "body")!)));
    }

    [Fact]
    public async Task What_did_not_come_over_MQTT_has_no_client_and_no_principal()
    {
        await using var iot = await IotHarness.StartAsync();

        await iot.PublishAsync("pennant/kitchen/acks", "{}");

        var sent = (await iot.Functions.EventsOfAsync("pennant-acknowledge-dev", 1))[0];
        Assert.Equal("n/a", Text(sent, "client"));
        Assert.False(sent.ContainsKey("principal"));
    }

    [Fact]
    public async Task WHERE_decides_and_missing_columns_are_left_out()
    {
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(TestTemplate.LambdaRule("some", "SELECT id, missing FROM 'a/+' WHERE level > 5", "watcher")));

        await iot.PublishAsync("a/1", """{"id":"no","level":5}""");
        await iot.PublishAsync("a/2", """{"id":"yes","level":6}""");

        Assert.Equal("""{"id":"yes"}""", (await iot.Functions.EventsOfAsync("watcher", 1)).Single().ToJsonString());
    }

    [Fact]
    public async Task A_function_without_permission_is_not_called_and_the_error_action_gets_one_message()
    {
        var s3 = new JsonObject { ["S3"] = new JsonObject { ["BucketName"] = "dead", ["Key"] = "errors/${topic(2)}/${newuuid()}", ["RoleArn"] = TestRole.Arn } };
        var rule = TestTemplate.LambdaRule("locked", "SELECT * FROM 'a/+'", "watcher", s3)[0];
        var payload = (JsonObject)rule.Properties["TopicRulePayload"]!;
        ((JsonArray)payload["Actions"]!).Add(new JsonObject { ["Lambda"] = new JsonObject { ["FunctionArn"] = TestTemplate.FunctionArn("other") } });
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(rule));
        await using var client = await (await iot.ProvisionAsync("kitchen", TestTemplate.OpenPolicy)).ConnectAsync();

        await client.PublishAsync("a/kitchen", """{"x":1}""");

        await Eventually.TrueAsync(() => iot.S3.Calls.Count > 0, "the error action");
        var (action, input) = iot.S3.Calls.Single();
        Assert.Equal(("PutObject", "dead"), (action, Text(input, "Bucket")));
        Assert.StartsWith("errors/kitchen/", Text(input, "Key"), StringComparison.Ordinal);
        var report = (JsonObject)JsonNode.Parse(Text(input, "Body")!)!;
        Assert.Equal(["ruleName", "topic", "cloudwatchTraceId", "clientId", "base64OriginalPayload", "failures"], report.Select(member => member.Key));
        Assert.Equal(("locked", "a/kitchen", "kitchen"), (Text(report, "ruleName"), Text(report, "topic"), Text(report, "clientId")));
        Assert.Equal("""{"x":1}""", Encoding.UTF8.GetString(Convert.FromBase64String(Text(report, "base64OriginalPayload")!)));
        Assert.Equal([TestTemplate.FunctionArn("watcher"), TestTemplate.FunctionArn("other")], ((JsonArray)report["failures"]!).Select(failure => failure!["failedResource"]!.GetValue<string>()));
        Assert.DoesNotContain(iot.Functions.Events, sent => sent.Function.EndsWith("watcher", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lambda.amazonaws.com", "does not let iot.amazonaws.com take it")]
    [InlineData(null, "There is no role")]
    public async Task A_rule_whose_error_action_could_not_take_its_role_is_found_out_at_the_start(string? trusted, string problem)
    {
        var s3 = new JsonObject { ["S3"] = new JsonObject { ["BucketName"] = "dead", ["Key"] = "k", ["RoleArn"] = "arn:aws:iam::000000000000:role/errors" } };
        CloudResource[] role = trusted is null ? [] : [TestRole.Of("errors", """{"Effect":"Allow","Action":"*","Resource":"*"}""", $$"""{"Service":"{{trusted}}"}""")];

        var found = await Assert.ThrowsAsync<PolicyException>(() => IotHarness.StartAsync(TestTemplate.Golden([.. TestTemplate.LambdaRule("locked", "SELECT * FROM 'a/+'", "watcher", s3), .. role])));

        Assert.Contains(problem, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_for_another_rule_does_not_help()
    {
        var resources = TestTemplate.LambdaRule("locked", "SELECT * FROM 'a/+'", "watcher");
        resources[1].Properties["SourceArn"] = "arn:aws:iot:us-east-1:000000000000:rule/another";
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(resources));

        await iot.PublishAsync("a/1", "{}");
        await iot.PublishAsync("pennant/kitchen/acks", "{}");

        await iot.Functions.EventsOfAsync("pennant-acknowledge-dev", 1);
        Assert.DoesNotContain(iot.Functions.Events, sent => sent.Function.EndsWith("watcher", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_payload_that_is_no_JSON_cannot_be_given_to_a_function_whole()
    {
        var s3 = new JsonObject { ["S3"] = new JsonObject { ["BucketName"] = "dead", ["Key"] = "k", ["RoleArn"] = TestRole.Arn } };
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(TestTemplate.LambdaRule("whole", "SELECT * FROM 'a/+'", "watcher", s3)));
        await using var client = await (await iot.ProvisionAsync("kitchen", TestTemplate.OpenPolicy)).ConnectAsync();

        await client.PublishAsync("a/1", "plain text");

        await Eventually.TrueAsync(() => iot.S3.Calls.Count > 0, "the error action");
        Assert.DoesNotContain(iot.Functions.Events, sent => sent.Function.EndsWith("watcher", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Republish_reaches_subscribers_other_rules_and_with_two_dollars_reserved_topics()
    {
        CloudResource Republish(string name, string sql, string topic) => TestTemplate.Rule(name, sql, new JsonObject { ["Republish"] = new JsonObject { ["Topic"] = topic, ["Qos"] = 1, ["RoleArn"] = TestRole.Arn } });
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(
            [Republish("copy", "SELECT id FROM 'a/+'", "b/${topic(2)}"), Republish("toShadow", "SELECT state FROM 'c'", "$$aws/things/kitchen/shadow/update"), .. TestTemplate.LambdaRule("watch", "SELECT *, topic() AS t FROM 'b/#'", "watcher")]));
        await using var client = await (await iot.ProvisionAsync("kitchen", TestTemplate.OpenPolicy)).ConnectAsync();
        await client.SubscribeAsync("b/+");

        await iot.PublishAsync("a/1", """{"id":"x","more":1}""");
        await iot.PublishAsync("c", """{"state":{"reported":{"a":1}}}""");

        Assert.Equal("""{"id":"x"}""", await client.PayloadOnAsync("b/1"));
        Assert.Equal("""{"id":"x","t":"b/1"}""", (await iot.Functions.EventsOfAsync("watcher", 1))[0].ToJsonString());
        Assert.Equal(1, (await iot.CallAsync("iotdata", HttpMethod.Get, "/things/kitchen/shadow", null))["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_circle_of_republishing_ends()
    {
        var circle = TestTemplate.Rule("circle", "SELECT * FROM 'a'", new JsonObject { ["Republish"] = new JsonObject { ["Topic"] = "a", ["Qos"] = 1, ["RoleArn"] = TestRole.Arn } });
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden([circle, .. TestTemplate.LambdaRule("watch", "SELECT * FROM 'a'", "watcher")]));

        await iot.PublishAsync("a", "{}");

        Assert.InRange(iot.Functions.Events.Count, 2, 11);
    }

    [Fact]
    public async Task Basic_ingest_reaches_its_rule_with_the_prefix_gone_and_nobody_else()
    {
        await using var iot = await IotHarness.StartAsync();
        await using var client = await (await iot.ProvisionAsync("kitchen", TestTemplate.OpenPolicy)).ConnectAsync();
        await client.SubscribeAsync("#");

        await client.PublishAsync("$aws/rules/acks/pennant/kitchen/acks", "{}");

        Assert.Equal("kitchen", Text((await iot.Functions.EventsOfAsync("pennant-acknowledge-dev", 1))[0], "thing"));
        Assert.Empty(client.Received);
    }

    [Fact]
    public async Task A_disabled_rule_does_nothing()
    {
        var resources = TestTemplate.LambdaRule("off", "SELECT * FROM 'pennant/+/acks'", "watcher");
        resources[0].Properties["TopicRulePayload"]!["RuleDisabled"] = true;
        await using var iot = await IotHarness.StartAsync(TestTemplate.Golden(resources));

        await iot.PublishAsync("pennant/kitchen/acks", "{}");

        await iot.Functions.EventsOfAsync("pennant-acknowledge-dev", 1);
        Assert.DoesNotContain(iot.Functions.Events, sent => sent.Function.EndsWith("watcher", StringComparison.Ordinal));
    }

    private static string? Text(JsonObject json, string name) => json[name]?.GetValue<string>();
}
