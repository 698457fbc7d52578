using System.Diagnostics;
using System.Text.RegularExpressions;
using Pennant.Tests.Cloud.Rules;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Security: least privilege, no <c>Resource: "*"</c> where AWS allows narrower, HTTPS only, CloudTrail, secrets in SSM Parameter Store SecureString and never in Git.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed partial class SecurityRow(SynthesizedCloud cloud)
{
    /// <summary>That a role has no more than it needs is shown by running in tests/Permissions.</summary>
    [Fact]
    public void Least_privilege_and_no_star_where_AWS_allows_narrower() =>
        Assert.All(PermissionRules.All, rule => Assert.Empty(rule.Problems(new TemplateSet(cloud.Prod.Folder))));

    [Fact]
    public void HTTPS_only()
    {
        var all = new TemplateSet(cloud.Prod.Folder);

        Assert.Empty(StorageRules.TlsOnly.Problems(all));
        Assert.All(all.Of("AWS::ApiGateway::DomainName"), name => Assert.Equal("TLS_1_2", (string?)name.Properties["SecurityPolicy"]));
        Assert.All(all.Of("AWS::Amplify::App"), app => Assert.Contains("Strict-Transport-Security", (string?)app.Properties["CustomHeaders"], StringComparison.Ordinal));
        Assert.Empty(all.Of("AWS::Lambda::Url"));
        Assert.All(all.Stacks, stack => Assert.DoesNotMatch(PlainAddress(), stack.Template.ToJsonString()));
    }

    [Fact]
    public void CloudTrail()
    {
        var trail = Assert.Single(cloud.Prod.Of("AWS::CloudTrail::Trail")).Properties;

        Assert.Equal((true, true, true, true), ((bool)trail["IsLogging"]!, (bool)trail["IsMultiRegionTrail"]!, (bool)trail["IncludeGlobalServiceEvents"]!, (bool)trail["EnableLogFileValidation"]!));
    }

    /// <summary>Stands for "secrets in SSM Parameter Store SecureString". CloudFormation can make no SecureString, and Amplify's resources take none: what they need (GitHub's token, the pages' password)
    /// is in Secrets Manager and here a reference. The functions need no secret at all. See docs/decisions.md, "Secrets that CloudFormation passes on are in Secrets Manager".</summary>
    [Fact]
    public void Secrets_never_in_a_template()
    {
        Assert.Empty(TextRules.NoSecret.Problems(new TemplateSet(cloud.Prod.Folder)));
        Assert.DoesNotContain(cloud.Prod.Of("AWS::Lambda::Function").SelectMany(function => function.Properties["Environment"]?["Variables"]?.AsObject().Select(one => one.Key) ?? []), name => SecretName().IsMatch(name));
    }

    [Fact]
    public async Task Secrets_never_in_Git()
    {
        // The files, not the history's: what the pipeline gets has none.
        using var git = Process.Start(new ProcessStartInfo("git", ["grep", "--no-index", "--exclude-standard", "-I", "-n", "-E", "(AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN [A-Z ]*PRIVATE KEY-----$|gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}"])
        {
            WorkingDirectory = Checkout.Root, RedirectStandardOutput = true,
        })!;
        var found = (await git.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await git.WaitForExitAsync();

        Assert.Equal(0, git.ExitCode);
        Assert.Contains(found, line => line.StartsWith("tests/Cloud/Rules/TextRules.cs:", StringComparison.Ordinal));
        // The examples by which the rule about templates shows that it bites, and the one by which AWS explains its signatures.
        Assert.DoesNotContain(found, line => !line.StartsWith("tests/Cloud/Rules/TextRules.cs:", StringComparison.Ordinal) && !line.Contains("AKIAIOSFODNN7EXAMPLE", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"http://(?!json-schema\.org/)")]
    private static partial Regex PlainAddress();

    [GeneratedRegex("PASSWORD|SECRET|API_KEY|PRIVATE|ACCESS_TOKEN")]
    private static partial Regex SecretName();
}
