using Amazon.CDK.AWS.APIGateway;
using Amazon.CDK.AWS.CertificateManager;
using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.Route53.Targets;
using Constructs;

namespace Pennant.Cdk.Constructs.Dns;

/// <summary><c>api.{domain}</c>: certificate, API Gateway's own name for it, the way to the stage, and the records.</summary>
internal sealed class ApiAddress : Construct
{
    public ApiAddress(Construct scope, string id, IHostedZone zone, string host, RestApi api) : base(scope, id)
    {
        Certificate = new Certificate(this, "Certificate", new CertificateProps { DomainName = host, Validation = CertificateValidation.FromDns(zone) });
        var name = new DomainName_(this, "Name", new DomainNameProps
        {
            DomainName = host,
            Certificate = Certificate,
            EndpointType = EndpointType.REGIONAL,
            SecurityPolicy = SecurityPolicy.TLS_1_2,
        });
        // A record for IPv6 alone leads nowhere.
        ((CfnDomainName)name.Node.DefaultChild!).AddPropertyOverride("EndpointConfiguration.IpAddressType", "dualstack");
        name.AddBasePathMapping(api, new BasePathMappingOptions { Stage = api.DeploymentStage });
        var target = RecordTarget.FromAlias(new ApiGatewayDomain(name));
        _ = new ARecord(this, "A", new ARecordProps { Zone = zone, RecordName = host, Target = target });
        _ = new AaaaRecord(this, "Aaaa", new AaaaRecordProps { Zone = zone, RecordName = host, Target = target });
    }

    public Certificate Certificate { get; }
}
