using Pennant.Local.Cloud;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>API Gateway: managed REST API, stage per environment, CORS for the frontend's origin, throttling burst 1000 and rate 500 a second, access logs to <c>/aws/apigateway/pennant-api-{env}</c>,
/// optional API keys, optional custom domain <c>api.{domain}</c> with ACM.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class ApiGatewayRow(SynthesizedCloud cloud)
{
    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Managed_REST_API_with_a_stage_per_environment(string env)
    {
        Assert.Equal($"pennant-api-{env}", (string?)Assert.Single(Made(env).Of("AWS::ApiGateway::RestApi")).Properties["Name"]);
        Assert.Equal(env, (string?)Stage(env).Properties["StageName"]);
    }

    [Theory]
    [InlineData("dev", "'*'")]
    [InlineData("prod", "'https://www.pennant.example'")]
    public void CORS_for_the_frontends_origin(string env, string origin)
    {
        var methods = Made(env).Of("AWS::ApiGateway::Method").ToArray();
        var preflights = methods.Where(method => (string?)method.Properties["HttpMethod"] == "OPTIONS").ToArray();

        Assert.Superset(methods.Select(method => (string)method.Properties["ResourceId"]!).ToHashSet(), preflights.Select(method => (string)method.Properties["ResourceId"]!).ToHashSet());
        Assert.All(preflights, preflight =>
            Assert.Equal(origin, (string?)preflight.Properties["Integration"]!["IntegrationResponses"]![0]!["ResponseParameters"]!["method.response.header.Access-Control-Allow-Origin"]));
        Assert.All(methods.Where(method => (string?)method.Properties["HttpMethod"] != "OPTIONS"), method =>
            Assert.Contains(preflights, preflight => (string?)preflight.Properties["ResourceId"] == (string?)method.Properties["ResourceId"]));
    }

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void Throttling_burst_1000_and_rate_500_a_second(string env)
    {
        var all = Assert.Single(Stage(env).Properties["MethodSettings"]!.AsArray())!;

        Assert.Equal(("/*", "*"), ((string?)all["ResourcePath"], (string?)all["HttpMethod"]));
        Assert.Equal((1_000, 500), ((int)all["ThrottlingBurstLimit"]!, (int)all["ThrottlingRateLimit"]!));
    }

    [Theory]
    [InlineData("dev", 7)]
    [InlineData("prod", 30)]
    public void Access_logs(string env, int days)
    {
        var group = Made(env).One("AWS::Logs::LogGroup", $"/aws/apigateway/pennant-api-{env}");

        Assert.StartsWith(group.Arn[..^2], (string?)Stage(env).Properties["AccessLogSetting"]!["DestinationArn"], StringComparison.Ordinal);
        Assert.Equal(days, (int)group.Properties["RetentionInDays"]!);
        // Before it there is none to write them; API Gateway refuses the stage then.
        Assert.Single(Made(env).Of("AWS::ApiGateway::Account"));
        Assert.Contains("pennant-account", Made(env).StacksBefore($"pennant-api-{env}"));
    }

    [Fact]
    public void Optional_API_keys()
    {
        var keyed = cloud.Prod.Of("AWS::ApiGateway::Method").Where(method => (bool?)method.Properties["ApiKeyRequired"] == true).ToArray();

        Assert.NotEmpty(keyed);
        Assert.True((bool)Assert.Single(cloud.Prod.Of("AWS::ApiGateway::ApiKey")).Properties["Enabled"]!);
        Assert.Null(cloud.Prod.Of("AWS::ApiGateway::ApiKey").Single().Properties["Value"]);
        Assert.Equal("prod", (string?)Assert.Single(cloud.Prod.Of("AWS::ApiGateway::UsagePlan")).Properties["ApiStages"]![0]!["Stage"]);
        Assert.Single(cloud.Prod.Of("AWS::ApiGateway::UsagePlanKey"));
        Assert.Empty(cloud.Dev.Of("AWS::ApiGateway::ApiKey").Concat(cloud.Dev.Of("AWS::ApiGateway::UsagePlan")));
        Assert.DoesNotContain(cloud.Dev.Of("AWS::ApiGateway::Method"), method => (bool?)method.Properties["ApiKeyRequired"] == true);
    }

    [Fact]
    public void Optional_custom_domain_with_ACM()
    {
        var name = Assert.Single(cloud.Prod.Of("AWS::ApiGateway::DomainName"));
        var mapping = Assert.Single(cloud.Prod.Of("AWS::ApiGateway::BasePathMapping")).Properties;
        var certificate = cloud.Prod.Of("AWS::CertificateManager::Certificate").Single(one => (string?)one.Properties["DomainName"] == "api.pennant.example");

        Assert.Equal("api.pennant.example", (string?)name.Properties["DomainName"]);
        Assert.Equal(certificate.Name, (string?)name.Properties["RegionalCertificateArn"]);
        Assert.Equal("TLS_1_2", (string?)name.Properties["SecurityPolicy"]);
        Assert.Equal((name.Name, cloud.Prod.Of("AWS::ApiGateway::RestApi").Single().Name, "prod"), ((string?)mapping["DomainName"], (string?)mapping["RestApiId"], (string?)mapping["Stage"]));
        Assert.Empty(cloud.Dev.Of("AWS::ApiGateway::DomainName").Concat(cloud.Dev.Of("AWS::ApiGateway::BasePathMapping")));
    }

    private Synthesis Made(string env) => env == "prod" ? cloud.Prod : cloud.Dev;

    private CloudResource Stage(string env) => Assert.Single(Made(env).Of("AWS::ApiGateway::Stage"));
}
