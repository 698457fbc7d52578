using Amazon.CDK;
using Amazon.CDK.AWS.Route53;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Dns;

/// <summary>The domain's hosted zone: the one that there is, or one that is made.</summary>
internal sealed class Zone : Construct
{
    public Zone(Construct scope, string id, CloudSettings settings) : base(scope, id)
    {
        if (settings.ZoneId is { } known)
        {
            Hosted = HostedZone.FromHostedZoneAttributes(this, "Known", new HostedZoneAttributes { HostedZoneId = known, ZoneName = settings.Domain! });
            return;
        }
        var made = new PublicHostedZone(this, "Made", new PublicHostedZoneProps { ZoneName = settings.Domain!, Comment = "Pennant" });
        // The registrar points to its name servers, and the certificate's record stays in it: it could not be deleted anyway.
        made.ApplyRemovalPolicy(RemovalPolicy.RETAIN);
        (Hosted, NameServers) = (made, Fn.Join(" ", made.HostedZoneNameServers!));
    }

    public IHostedZone Hosted { get; }

    /// <summary>Of a zone that was made.</summary>
    public string? NameServers { get; }
}
