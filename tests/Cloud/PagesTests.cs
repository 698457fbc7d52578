using System.Text.Json.Nodes;
using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class PagesTests(SynthesizedCloud cloud)
{
    private const string Specification = """
        version: 1
        frontend:
          phases:
            preBuild:
              commands:
                - nvm install 22
                - npm ci --prefix frontend
            build:
              commands:
                - npm run build --prefix frontend
          artifacts:
            baseDirectory: frontend/out
            files:
              - '**/*'
          cache:
            paths:
              - frontend/node_modules/**/*
        """;

    [Fact]
    public async Task With_a_repository_and_no_pipeline_Amplify_builds_main_of_it_for_production()
    {
        var made = await cloud.ConnectedProdAsync();
        var (app, branch) = (App(made), Branch(made));

        Assert.Equal("https://github.com/ada/pennant", (string?)app["Repository"]);
        Assert.Equal("{{resolve:secretsmanager:pennant/github-token:SecretString:::}}", (string?)app["AccessToken"]);
        Assert.Equal(Specification, (string?)app["BuildSpec"]);
        Assert.Equal(["NEXT_PUBLIC_API_BASE_URL=https://api.pennant.example", "NEXT_TELEMETRY_DISABLED=1"], app["EnvironmentVariables"]!.AsArray().Select(one => $"{one!["Name"]}={one["Value"]}"));
        Assert.Equal(("main", "PRODUCTION", true), ((string?)branch["BranchName"], (string?)branch["Stage"], (bool)branch["EnableAutoBuild"]!));
        Assert.Null(branch["BasicAuthConfig"]);
        Assert.Equal(["AppId", "Branch", "ServiceTimeout", "ServiceToken", "Settings"], Publication(made).Select(one => one.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["amplify:StartJob"], Actions(made));
    }

    /// <summary>A push to main goes through tests and approval before anybody sees it: Amplify, connected, would not wait for either.</summary>
    [Fact]
    public async Task With_a_pipeline_Amplify_builds_nothing_and_is_given_what_was_tested_for_dev_and_for_prod()
    {
        foreach (var made in new[] { cloud.Prod, await cloud.WholeDevAsync() })
        {
            Assert.All(new[] { "Repository", "AccessToken", "BuildSpec", "EnvironmentVariables" }, name => Assert.Null(App(made)[name]));
            Assert.False((bool)Branch(made)["EnableAutoBuild"]!);
            Assert.EndsWith(".zip", (string?)Publication(made)["Key"], StringComparison.Ordinal);
            Assert.Equal(["amplify:GetJob", "amplify:StartDeployment", "amplify:StopJob", "s3:GetObject"], Actions(made));
        }
    }

    /// <summary>Amplify neither connects an app that pages were put into nor takes pages for a connected one: in place the change would fail.</summary>
    [Fact]
    public async Task Giving_a_repository_or_taking_it_away_makes_another_app()
    {
        var (without, connected) = (await cloud.BareProdAsync(), await cloud.ConnectedProdAsync());

        Assert.All(new[] { "AWS::Amplify::App", "AWS::Amplify::Branch" }, type => Assert.NotEqual(without.Of(type).Single().LogicalId, connected.Of(type).Single().LogicalId));
        Assert.Equal(without.Of("AWS::Amplify::App").Single().LogicalId, cloud.Prod.Of("AWS::Amplify::App").Single().LogicalId);
    }

    [Fact]
    public void What_is_not_production_needs_a_password_that_nobody_wrote_down()
    {
        var (branch, secret) = (Branch(cloud.Dev), cloud.Dev.Of("AWS::SecretsManager::Secret").Single());

        Assert.Equal(("dev", "DEVELOPMENT"), ((string?)branch["BranchName"], (string?)branch["Stage"]));
        Assert.Equal($$$"""{"EnableBasicAuth":true,"Password":"{{resolve:secretsmanager:{{{secret.Name}}}:SecretString:::}}","Username":"pennant"}""", branch["BasicAuthConfig"]!.ToJsonString());
        Assert.Equal("pennant/pages-password-dev", (string?)secret.Properties["Name"]);
        Assert.Equal(24, (int)secret.Properties["GenerateSecretString"]!["PasswordLength"]!);
        Assert.Empty(cloud.Prod.Of("AWS::SecretsManager::Secret"));
    }

    [Fact]
    public void Without_a_repository_the_built_pages_are_published_by_CloudFormation()
    {
        var (app, publication) = (App(cloud.Dev), Publication(cloud.Dev));

        Assert.All(new[] { "Repository", "AccessToken", "BuildSpec", "EnvironmentVariables" }, name => Assert.Null(app[name]));
        Assert.Equal(cloud.Dev.One("AWS::Lambda::Function", "pennant-publish-dev").Arn, (string?)publication["ServiceToken"]);
        Assert.Equal("900", (string?)publication["ServiceTimeout"]);
        var files = Path.Combine(cloud.Dev.Folder, $"asset.{Path.GetFileNameWithoutExtension((string)publication["Key"]!)}");
        Assert.Equal("<h1>Write</h1>", File.ReadAllText(Path.Combine(files, "index.html")));
    }

    [Fact]
    public void Other_headers_or_another_domain_are_published_as_well() =>
        Assert.NotEqual((string?)Publication(cloud.Prod)["Settings"], (string?)Publication(cloud.Dev)["Settings"]);

    [Fact]
    public void The_bare_domain_leads_to_www_the_API_is_under_the_pages_and_what_is_not_there_is_said_in_their_words()
    {
        Assert.Equal(["301 https://pennant.example https://www.pennant.example", "200 /api/<*> https://api.pennant.example/<*>", "404 /<*> /404.html"], Rules(cloud.Prod));
        Assert.Equal(["200 /api/<*> https://pennant-api-dev-ApiRest4DEC74FE.execute-api.us-east-1.amazonaws.com/dev/<*>", "404 /<*> /404.html"], Rules(cloud.Dev));
    }

    [Fact]
    public void Every_page_is_sent_with_these_headers()
    {
        var headers = ((string)App(cloud.Prod)["CustomHeaders"]!).Split('\n');

        Assert.Equal("customHeaders:", headers[0]);
        Assert.Equal(
            [
                "Strict-Transport-Security: 'max-age=63072000'",
                "Content-Security-Policy: \"frame-ancestors 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; upgrade-insecure-requests\"",
                "X-Content-Type-Options: 'nosniff'", "X-Frame-Options: 'DENY'", "Referrer-Policy: 'no-referrer'",
                "Permissions-Policy: 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()'",
                "Cross-Origin-Opener-Policy: 'same-origin'", "Cache-Control: 'public, max-age=31536000, immutable'",
            ],
            headers.Zip(headers.Skip(1)).Where(pair => pair.First.Contains("- key:", StringComparison.Ordinal)).Select(pair => $"{Value(pair.First).Trim('\'')}: {Value(pair.Second)}"));
    }

    private static string Value(string line) => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];

    private static JsonObject App(Synthesis made) => made.Of("AWS::Amplify::App").Single().Properties;

    private static JsonObject Branch(Synthesis made) => made.Of("AWS::Amplify::Branch").Single().Properties;

    private static JsonObject Publication(Synthesis made) => made.Of("Custom::Pages").Single().Properties;

    private static IEnumerable<string> Actions(Synthesis made) =>
        Policies.Lines(made.Of("AWS::IAM::Policy").Single(policy => policy.Stack.StartsWith("pennant-web-", StringComparison.Ordinal)).Properties["PolicyDocument"]!).Select(line => line.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Rules(Synthesis made) => App(made)["CustomRules"]!.AsArray().Select(rule => $"{rule!["Status"]} {rule["Source"]} {rule["Target"]}");
}
