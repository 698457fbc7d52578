using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud.CloudTable;

/// <summary>Amplify: app connected to the GitHub repository, <c>main</c> to production, build settings (<c>npm ci</c>, <c>npm run build</c>, artifacts from <c>frontend/out</c>, cached <c>node_modules</c>),
/// environment variable <c>NEXT_PUBLIC_API_BASE_URL</c>, custom domain <c>www.{domain}</c>, HTTPS, www redirect, password on non-production branches.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class AmplifyRow(SynthesizedCloud cloud)
{
    [Fact]
    public async Task App_connected_to_the_GitHub_repository()
    {
        var app = await ConnectedAsync("AWS::Amplify::App");

        Assert.Equal("https://github.com/ada/pennant", (string?)app["Repository"]);
        Assert.StartsWith("{{resolve:secretsmanager:", (string?)app["AccessToken"], StringComparison.Ordinal);
    }

    /// <summary>By Amplify, at every push; where there is a pipeline by that, once it was tested and approved: see <see cref="PagesTests"/>.</summary>
    [Fact]
    public async Task Main_to_production()
    {
        var branch = await ConnectedAsync("AWS::Amplify::Branch");

        Assert.Equal(("main", "PRODUCTION", true), ((string?)branch["BranchName"], (string?)branch["Stage"], (bool)branch["EnableAutoBuild"]!));
    }

    [Fact]
    public async Task Build_settings()
    {
        var specification = ((string)(await ConnectedAsync("AWS::Amplify::App"))["BuildSpec"]!).Split('\n').Select(line => line.Trim()).ToArray();

        Assert.Contains(specification, line => line.StartsWith("- npm ci", StringComparison.Ordinal));
        Assert.Contains(specification, line => line.StartsWith("- npm run build", StringComparison.Ordinal));
        Assert.Contains("baseDirectory: frontend/out", specification);
        Assert.Contains("- frontend/node_modules/**/*", specification);
    }

    [Fact]
    public async Task Environment_variable_NEXT_PUBLIC_API_BASE_URL() =>
        Assert.Contains((await ConnectedAsync("AWS::Amplify::App"))["EnvironmentVariables"]!.AsArray(), one => (string?)one!["Name"] == "NEXT_PUBLIC_API_BASE_URL" && (string?)one["Value"] == "https://api.pennant.example");

    [Fact]
    public void Custom_domain_with_HTTPS_and_www_redirect()
    {
        var domain = Assert.Single(cloud.Prod.Of("AWS::Amplify::Domain")).Properties;
        var app = Assert.Single(cloud.Prod.Of("AWS::Amplify::App")).Properties;
        var redirect = app["CustomRules"]![0]!;

        Assert.Equal("pennant.example", (string?)domain["DomainName"]);
        Assert.Equal(["", "www"], domain["SubDomainSettings"]!.AsArray().Select(one => (string?)one!["Prefix"]).Order());
        Assert.Equal(("https://pennant.example", "https://www.pennant.example", "301"), ((string?)redirect["Source"], (string?)redirect["Target"], (string?)redirect["Status"]));
        Assert.Equal("AMPLIFY_MANAGED", (string?)domain["CertificateSettings"]!["CertificateType"]);
        Assert.Contains("Strict-Transport-Security", (string?)app["CustomHeaders"], StringComparison.Ordinal);
        Assert.Empty(cloud.Dev.Of("AWS::Amplify::Domain"));
    }

    [Fact]
    public async Task Password_on_non_production_branches()
    {
        foreach (var made in await cloud.AllAsync())
            Assert.All(made.Of("AWS::Amplify::Branch"), branch =>
            {
                var password = branch.Properties["BasicAuthConfig"];
                if ((string?)branch.Properties["Stage"] == "PRODUCTION")
                {
                    Assert.Null(password);
                    return;
                }
                Assert.True((bool)password!["EnableBasicAuth"]!);
                Assert.StartsWith("{{resolve:secretsmanager:", (string?)password["Password"], StringComparison.Ordinal);
            });
    }

    [Fact]
    public void Without_a_repository_the_app_is_connected_to_none_and_its_pages_call_the_API_at_their_own_origin()
    {
        var app = Assert.Single(cloud.Dev.Of("AWS::Amplify::App")).Properties;

        Assert.Null(app["Repository"] ?? app["AccessToken"]);
        Assert.Contains(app["CustomRules"]!.AsArray(), rule => (string?)rule!["Source"] == "/api/<*>" && (string?)rule["Status"] == "200");
    }

    private async Task<JsonObject> ConnectedAsync(string type) => Assert.Single((await cloud.ConnectedProdAsync()).Of(type)).Properties;
}
