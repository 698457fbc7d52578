using Amazon.CDK;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Pennant.Cdk.Constructs;
using Pennant.Cdk.Constructs.Dns;
using Pennant.Cdk.Constructs.Web;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Stacks;

internal sealed class DnsStack : Stack
{
    public DnsStack(Construct scope, CloudSettings settings, MessageApi api, PagesApp pages)
        : base(scope, $"pennant-dns-{settings.Environment}", settings.Stack("Pennant: the names of pages and API."))
    {
        var (domain, host) = (settings.Domain!, settings.ApiHost!);
        var zone = new Zone(this, "Zone", settings);
        var address = new ApiAddress(this, "Api", zone.Hosted, host, api.Rest);
        var site = new PagesAddress(this, "Pages", domain, pages);
        // The certificate is there when the world asks this zone: from then on Amplify can prove the domain as well.
        site.Node.AddDependency(zone, address.Certificate);
        if (settings.HasHealthCheck) Watch(host, settings);
        _ = new CfnOutput(this, "ApiUrl", new CfnOutputProps { Value = $"https://{host}/" });
        _ = new CfnOutput(this, "PagesUrl", new CfnOutputProps { Value = $"https://www.{domain}" });
        if (zone.NameServers is { } servers) _ = new CfnOutput(this, "NameServers", new CfnOutputProps { Description = "To be set at the domain's registrar.", Value = servers });
    }

    private void Watch(string host, CloudSettings settings)
    {
        var check = new CfnHealthCheck(this, "Health", new CfnHealthCheckProps
        {
            HealthCheckConfig = new CfnHealthCheck.HealthCheckConfigProperty
            {
                Type = "HTTPS", FullyQualifiedDomainName = host, Port = 443, ResourcePath = "/health", EnableSni = true, RequestInterval = 30, FailureThreshold = 3,
            },
        });
        check.AddPropertyOverride("HealthCheckTags", settings.OwnTags());
    }
}
