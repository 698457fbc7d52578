using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Route 53 and ACM: hosted zone (created or imported), alias/CNAME records for root, <c>www</c> and <c>api</c>, validation records, certificate, optional health check.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class Route53AndAcmRow(SynthesizedCloud cloud)
{
    [Fact]
    public async Task Hosted_zone_created_or_imported()
    {
        var created = Assert.Single(cloud.Prod.Of("AWS::Route53::HostedZone"));
        var imported = await cloud.ConnectedProdAsync();

        Assert.Equal("pennant.example.", (string?)created.Properties["Name"]);
        Assert.All(cloud.Prod.Of("AWS::Route53::RecordSet"), record => Assert.Equal(created.Name, (string?)record.Properties["HostedZoneId"]));
        Assert.Empty(imported.Of("AWS::Route53::HostedZone"));
        Assert.All(imported.Of("AWS::Route53::RecordSet"), record => Assert.Equal(SynthesizedCloud.ZoneId, (string?)record.Properties["HostedZoneId"]));
    }

    [Fact]
    public void Alias_records_for_api()
    {
        var records = cloud.Prod.Of("AWS::Route53::RecordSet").Where(record => (string?)record.Properties["Name"] == "api.pennant.example.").ToArray();

        Assert.Equal(["A", "AAAA"], records.Select(record => (string?)record.Properties["Type"]).Order());
        Assert.All(records, record => Assert.NotNull(record.Properties["AliasTarget"]!["DNSName"]));
    }

    /// <summary>Amplify keeps these records itself, in a zone of the same account, with those that prove whose domain it is; another one of the same name would be refused.</summary>
    [Fact]
    public void Root_and_www_are_kept_by_Amplify()
    {
        Assert.Equal(["", "www"], cloud.Prod.Of("AWS::Amplify::Domain").Single().Properties["SubDomainSettings"]!.AsArray().Select(one => (string?)one!["Prefix"]).Order());
        Assert.DoesNotContain(cloud.Prod.Of("AWS::Route53::RecordSet"), record => (string?)record.Properties["Name"] is "pennant.example." or "www.pennant.example.");
    }

    [Fact]
    public void Certificate_with_validation_records_in_the_zone()
    {
        var certificate = Assert.Single(cloud.Prod.Of("AWS::CertificateManager::Certificate")).Properties;
        var validation = Assert.Single(certificate["DomainValidationOptions"]!.AsArray())!;

        Assert.Equal(("api.pennant.example", "DNS"), ((string?)certificate["DomainName"], (string?)certificate["ValidationMethod"]));
        Assert.Equal(("api.pennant.example", cloud.Prod.Of("AWS::Route53::HostedZone").Single().Name), ((string?)validation["DomainName"], (string?)validation["HostedZoneId"]));
    }

    [Fact]
    public void Optional_health_check()
    {
        var check = Assert.Single(cloud.Prod.Of("AWS::Route53::HealthCheck")).Properties["HealthCheckConfig"]!;

        Assert.Equal(("HTTPS", "api.pennant.example", "/health"), ((string?)check["Type"], (string?)check["FullyQualifiedDomainName"], (string?)check["ResourcePath"]));
    }

    [Fact]
    public async Task None_of_it_without_a_domain()
    {
        foreach (var made in (await cloud.AllAsync()).Where(made => !made.Of("AWS::Route53::RecordSet").Any()))
            Assert.DoesNotContain(made.Template.Resources, one => one.Type.StartsWith("AWS::Route53::", StringComparison.Ordinal) || one.Type.StartsWith("AWS::CertificateManager::", StringComparison.Ordinal));
    }
}
