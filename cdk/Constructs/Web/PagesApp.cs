using Amazon.CDK;
using Amazon.CDK.AWS.Amplify;
using Amazon.CDK.AWS.SecretsManager;
using Constructs;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>The pages on Amplify: built by it from the repository, or put there ready built, as with a pipeline. In prod from the branch <c>main</c>, for everybody; in dev from <c>dev</c>, behind a password.</summary>
internal sealed class PagesApp : Construct
{
    private const string User = "pennant";
    private readonly CloudSettings settings;

    /// <param name="api">Where the API is, with a slash at the end.</param>
    public PagesApp(Construct scope, string id, CloudSettings settings, string api) : base(scope, id)
    {
        this.settings = settings;
        // Two apps and never one: Amplify connects none that pages were put into, and takes pages for none that is connected (aws-amplify/amplify-hosting#2854, #3677).
        var (repository, kind) = (settings.PagesRepository, settings.PagesRepository is null ? "" : "Connected");
        App = new CfnApp(this, $"{kind}App", new CfnAppProps
        {
            Name = Names.Pages(settings.Environment),
            Description = "Pennant: the pages.",
            Platform = "WEB",
            CustomRules = PagesRules.For(settings, api),
            CustomHeaders = PagesHeaders.Yaml,
            Repository = repository is null ? null : $"https://github.com/{repository}",
            AccessToken = repository is null ? null : Token(),
            BuildSpec = repository is null ? null : PagesBuild.Specification,
            EnvironmentVariables = repository is null ? null : Variables(),
        });
        Branch = new CfnBranch(this, $"{kind}Branch", new CfnBranchProps
        {
            AppId = App.AttrAppId,
            BranchName = settings.IsProduction ? "main" : "dev",
            Stage = settings.IsProduction ? "PRODUCTION" : "DEVELOPMENT",
            EnableAutoBuild = repository is not null,
            EnablePullRequestPreview = false,
            BasicAuthConfig = settings.IsProduction ? null : Password(),
        });
        Url = $"https://{Branch.AttrBranchName}.{App.AttrDefaultDomain}";
    }

    public CfnApp App { get; }

    public CfnBranch Branch { get; }

    /// <summary>Where the pages are without a domain of their own.</summary>
    public string Url { get; }

    /// <summary>The password of the branch, where it has one.</summary>
    public Secret? PasswordSecret { get; private set; }

    /// <summary>The owner puts it into Secrets Manager once: of all places where AWS keeps secrets, Amplify's resources can be given them only from there.</summary>
    private static string Token() => SecretValue.SecretsManager(Names.GitHubToken).UnsafeUnwrap();

    private CfnApp.EnvironmentVariableProperty[] Variables() =>
        [.. PagesBuild.Variables(settings).Select(one => new CfnApp.EnvironmentVariableProperty { Name = one.Key, Value = one.Value })];

    private CfnBranch.BasicAuthConfigProperty Password()
    {
        PasswordSecret = new Secret(this, "Password", new SecretProps
        {
            SecretName = Names.PagesPassword(settings.Environment),
            Description = $"The password of Pennant's pages in {settings.Environment}; the user is {User}.",
            GenerateSecretString = new SecretStringGenerator { PasswordLength = 24, ExcludePunctuation = true },
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        return new CfnBranch.BasicAuthConfigProperty { EnableBasicAuth = true, Username = User, Password = PasswordSecret.SecretValue.UnsafeUnwrap() };
    }
}
