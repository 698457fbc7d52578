using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class DnsTests(SynthesizedCloud cloud)
{
    [Fact]
    public void The_API_is_at_its_name_without_a_path_and_answers_by_IPv6_too()
    {
        Assert.Equal("""{"Types":["REGIONAL"],"IpAddressType":"dualstack"}""", cloud.Prod.Of("AWS::ApiGateway::DomainName").Single().Properties["EndpointConfiguration"]!.ToJsonString());
        Assert.Null(cloud.Prod.Of("AWS::ApiGateway::BasePathMapping").Single().Properties["BasePath"]);
    }

    [Fact]
    public void The_zone_holds_the_way_to_the_API_and_leaves_those_to_the_pages_to_Amplify()
    {
        var records = cloud.Prod.Of("AWS::Route53::RecordSet").Select(record => record.Properties).ToArray();

        Assert.Equal(["A api.pennant.example.", "AAAA api.pennant.example."], records.Select(record => $"{record["Type"]} {record["Name"]}").Order());
        Assert.All(records, record => Assert.Equal((Zone, $"{cloud.Prod.Of("AWS::ApiGateway::DomainName").Single().Name}.RegionalDomainName"), ((string?)record["HostedZoneId"], (string?)record["AliasTarget"]!["DNSName"])));
    }

    [Fact]
    public void The_pages_of_the_one_branch_are_at_www_and_at_the_bare_domain()
    {
        var site = cloud.Prod.Of("AWS::Amplify::Domain").Single().Properties;
        var branch = $"{cloud.Prod.Of("AWS::Amplify::Branch").Single().Name}.BranchName";

        Assert.Equal([("", branch), ("www", branch)], site["SubDomainSettings"]!.AsArray().Select(one => ((string?)one!["Prefix"], (string?)one["BranchName"])));
        Assert.False((bool)site["EnableAutoSubDomain"]!);
    }

    [Fact]
    public async Task A_zone_that_was_made_is_never_deleted_and_says_its_name_servers()
    {
        var made = cloud.Prod.Stack("pennant-dns-prod")["Resources"]!.AsObject().Single(one => (string?)one.Value!["Type"] == "AWS::Route53::HostedZone").Value!;

        Assert.Equal("Retain", (string?)made["DeletionPolicy"]);
        Assert.Equal(["ApiUrl", "NameServers", "PagesUrl"], Outputs(cloud.Prod, "pennant-dns-prod"));
        Assert.Equal(["ApiUrl", "PagesUrl"], Outputs(await cloud.ConnectedProdAsync(), "pennant-dns-prod"));
    }

    [Fact]
    public void The_health_check_asks_for_the_health_every_half_minute()
    {
        var check = cloud.Prod.Of("AWS::Route53::HealthCheck").Single().Properties["HealthCheckConfig"]!.AsObject();

        Assert.Equal(
            """{"EnableSNI":true,"FailureThreshold":3,"FullyQualifiedDomainName":"api.pennant.example","Port":443,"RequestInterval":30,"ResourcePath":"/health","Type":"HTTPS"}""",
            new JsonObject(check.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))).ToJsonString());
    }

    [Fact]
    public void Without_a_domain_there_are_no_names() => Assert.False(File.Exists(Path.Combine(cloud.Dev.Folder, "pennant-dns-dev.template.json")));

    private string Zone => cloud.Prod.Of("AWS::Route53::HostedZone").Single().Name;

    private static IEnumerable<string> Outputs(Synthesis made, string stack) =>
        made.Stack(stack)["Outputs"]!.AsObject().Where(output => output.Value!["Export"] is null).Select(output => output.Key).Order(StringComparer.Ordinal);
}
