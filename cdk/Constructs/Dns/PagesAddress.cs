using Amazon.CDK.AWS.Amplify;
using Constructs;
using Pennant.Cdk.Constructs.Web;

namespace Pennant.Cdk.Constructs.Dns;

/// <summary><c>www.{domain}</c> and <c>{domain}</c>, which the pages' rules send on to it.</summary>
/// <remarks>In a zone of the same account Amplify itself keeps the records of both names, and those that prove to its certificate whose domain it is (aws-amplify/amplify-hosting#3934). Records made here as well would be in its way.</remarks>
internal sealed class PagesAddress : Construct
{
    public PagesAddress(Construct scope, string id, string domain, PagesApp pages) : base(scope, id) => Domain = new CfnDomain(this, "Domain", new CfnDomainProps
    {
        AppId = pages.App.AttrAppId,
        DomainName = domain,
        EnableAutoSubDomain = false,
        CertificateSettings = new CfnDomain.CertificateSettingsProperty { CertificateType = "AMPLIFY_MANAGED" },
        SubDomainSettings = new[] { Name("", pages), Name("www", pages) },
    });

    public CfnDomain Domain { get; }

    private static CfnDomain.SubDomainSettingProperty Name(string prefix, PagesApp pages) => new() { Prefix = prefix, BranchName = pages.Branch.AttrBranchName };
}
