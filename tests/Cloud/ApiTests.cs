using System.Text.Json;
using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class ApiTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Each_route_goes_to_its_function()
    {
        var routes = cloud.Dev.Of("AWS::ApiGateway::Method").Where(method => (string?)method.Properties["HttpMethod"] != "OPTIONS").Select(method => Route(cloud.Dev, method));

        Assert.Equal(
            [
                "DELETE /messages/{id} api", "GET /health api", "GET /messages/{id} api", "GET /printers api", "GET /printers/{name} api", "POST /messages api", "POST /preview preview",
            ],
            routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_stage_is_throttled_and_logged_and_counts_nothing_that_costs()
    {
        var stage = cloud.Dev.Of("AWS::ApiGateway::Stage").Single().Properties;
        var all = Assert.Single(stage["MethodSettings"]!.AsArray())!;

        Assert.Equal(("dev", "/*", "*"), ((string?)stage["StageName"], (string?)all["ResourcePath"], (string?)all["HttpMethod"]));
        Assert.Equal((500, 1_000, false), ((int)all["ThrottlingRateLimit"]!, (int)all["ThrottlingBurstLimit"]!, (bool)all["MetricsEnabled"]!));
        Assert.False((bool)all["DataTraceEnabled"]!);
        Assert.False((bool)all["CachingEnabled"]!);
        Assert.True((bool)stage["TracingEnabled"]!);
        Assert.Contains("log-group:/aws/apigateway/pennant-api-dev", (string?)stage["AccessLogSetting"]!["DestinationArn"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_access_log_is_JSON_and_never_holds_a_messages_id()
    {
        var format = JsonNode.Parse((string)cloud.Dev.Of("AWS::ApiGateway::Stage").Single().Properties["AccessLogSetting"]!["Format"]!)!.AsObject();

        Assert.Equal("$context.resourcePath", (string?)format["route"]);
        Assert.DoesNotContain("$context.path", format.Select(one => (string?)one.Value));
    }

    [Fact]
    public async Task Pages_may_call_from_the_origin_that_was_set_and_from_no_other()
    {
        foreach (var (made, origin, headers) in new[] { (cloud.Dev, "'*'", ""), (cloud.Prod, "'https://www.pennant.example'", ",X-Api-Key") })
        {
            var preflights = Preflights(made);

            Assert.Equal(7, preflights.Length);
            Assert.All(preflights, preflight =>
            {
                var answer = preflight.Properties["Integration"]!["IntegrationResponses"]![0]!["ResponseParameters"]!;
                Assert.Equal(origin, (string?)answer["method.response.header.Access-Control-Allow-Origin"]);
                Assert.Equal($"'Content-Type,Idempotency-Key,If-None-Match{headers}'", (string?)answer["method.response.header.Access-Control-Allow-Headers"]);
                Assert.Null(answer["method.response.header.Access-Control-Allow-Credentials"]);
            });
            Assert.All(Answers(made), answer => Assert.Equal(origin, (string?)answer["ResponseParameters"]!["gatewayresponse.header.Access-Control-Allow-Origin"]));
            Assert.Equal(origin.Trim('\''), Origin(made));
        }
        var own = await cloud.BareProdAsync();
        Assert.Empty(Preflights(own));
        Assert.Null(Origin(own));
        Assert.All(Answers(own), answer => Assert.Null(answer["ResponseParameters"]!["gatewayresponse.header.Access-Control-Allow-Origin"]));
    }

    [Fact]
    public void What_API_Gateway_refuses_itself_is_a_problem_document()
    {
        var answers = Answers(cloud.Dev);

        Assert.Equal(
            [
                "BAD_REQUEST_BODY 400", "DEFAULT_4XX ", "DEFAULT_5XX ", "INVALID_API_KEY 403", "MISSING_AUTHENTICATION_TOKEN 404", "QUOTA_EXCEEDED 429", "REQUEST_TOO_LARGE 413", "THROTTLED 429",
            ],
            answers.Select(one => $"{one["ResponseType"]} {one["StatusCode"]}").Order(StringComparer.Ordinal));
        Assert.Equal("'1'", (string?)answers.Single(one => (string?)one["ResponseType"] == "THROTTLED")["ResponseParameters"]!["gatewayresponse.header.Retry-After"]);
        Assert.All(answers, answer => Assert.Equal("'application/problem+json'", (string?)answer["ResponseParameters"]!["gatewayresponse.header.Content-Type"]));
    }

    [Fact]
    public void A_body_that_is_no_small_JSON_object_costs_no_function()
    {
        var model = cloud.Dev.Of("AWS::ApiGateway::Model").Single();
        var validator = cloud.Dev.Of("AWS::ApiGateway::RequestValidator").Single();

        Assert.Equal(
            """{"$schema":"http://json-schema.org/draft-04/schema#","additionalProperties":{"type":["string","number","boolean","null"],"maxLength":131072},"maxProperties":16,"title":"Body","type":"object"}""",
            JsonSerializer.Serialize(new SortedDictionary<string, JsonNode?>(model.Properties["Schema"]!.AsObject().ToDictionary(), StringComparer.Ordinal)));
        Assert.True((bool)validator.Properties["ValidateRequestBody"]!);
        Assert.All(cloud.Dev.Of("AWS::ApiGateway::Method").Where(method => (string?)method.Properties["HttpMethod"] == "POST"), post =>
            Assert.Equal((validator.Name, model.Name), ((string?)post.Properties["RequestValidatorId"], (string?)post.Properties["RequestModels"]!["application/json"])));
    }

    [Fact]
    public void With_keys_what_takes_paper_or_tells_of_printers_needs_one()
    {
        var keyed = cloud.Prod.Of("AWS::ApiGateway::Method").Where(method => (bool?)method.Properties["ApiKeyRequired"] == true).Select(method => Route(cloud.Prod, method));
        var plan = cloud.Prod.Of("AWS::ApiGateway::UsagePlan").Single().Properties;

        Assert.Equal(["GET /printers api", "GET /printers/{name} api", "POST /messages api", "POST /preview preview"], keyed.Order(StringComparer.Ordinal));
        Assert.Equal((50, 100), ((int)plan["Throttle"]!["RateLimit"]!, (int)plan["Throttle"]!["BurstLimit"]!));
        Assert.Equal("50000 a DAY", $"{plan["Quota"]!["Limit"]} a {plan["Quota"]!["Period"]}");
        Assert.Equal("prod", (string?)plan["ApiStages"]![0]!["Stage"]);
        Assert.Null(cloud.Prod.Of("AWS::ApiGateway::ApiKey").Single().Properties["Value"]);
        Assert.Empty(cloud.Dev.Of("AWS::ApiGateway::ApiKey").Concat(cloud.Dev.Of("AWS::ApiGateway::UsagePlan")));
    }

    [Fact]
    public void With_a_domain_the_API_is_there_and_nowhere_else()
    {
        Assert.True((bool)cloud.Prod.Of("AWS::ApiGateway::RestApi").Single().Properties["DisableExecuteApiEndpoint"]!);
        Assert.False((bool)cloud.Dev.Of("AWS::ApiGateway::RestApi").Single().Properties["DisableExecuteApiEndpoint"]!);
        Assert.Equal("https://api.pennant.example/", (string?)cloud.Prod.Stack("pennant-api-prod")["Outputs"]!["ApiUrl"]!["Value"]);
    }

    private static CloudResource[] Preflights(Synthesis made) => [.. made.Of("AWS::ApiGateway::Method").Where(method => (string?)method.Properties["HttpMethod"] == "OPTIONS")];

    private static JsonObject[] Answers(Synthesis made) => [.. made.Of("AWS::ApiGateway::GatewayResponse").Select(one => one.Properties)];

    private static string? Origin(Synthesis made) =>
        (string?)made.Of("AWS::Lambda::Function").First(function => (string?)function.Properties["Handler"] == "Api").Properties["Environment"]!["Variables"]!["ALLOWED_ORIGIN"];

    private static string Route(Synthesis made, CloudResource method)
    {
        var function = ((string)method.Properties["Integration"]!["Uri"]!).Split("function:")[1].Split('/')[0];
        return $"{method.Properties["HttpMethod"]} {PathOf(made, (string)method.Properties["ResourceId"]!)} {function.Split('-')[1]}";
    }

    private static string PathOf(Synthesis made, string resource) =>
        made.Of("AWS::ApiGateway::Resource").SingleOrDefault(one => one.Name == resource) is { } part ? $"{PathOf(made, (string)part.Properties["ParentId"]!)}/{part.Properties["PathPart"]}" : "";
}
