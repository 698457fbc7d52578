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
    public void With_a_repository_Amplify_builds_main_of_it_for_production()
    {
        var (app, branch) = (App(cloud.Prod), Branch(cloud.Prod));

        Assert.Equal("https://github.com/ada/pennant", (string?)app["Repository"]);
        Assert.Equal("{{resolve:secretsmanager:pennant/github-token:SecretString:::}}", (string?)app["AccessToken"]);
        Assert.Equal(Specification, (string?)app["BuildSpec"]);
        Assert.Equal(["NEXT_PUBLIC_API_BASE_URL=https://api.pennant.example", "NEXT_TELEMETRY_DISABLED=1"], app["EnvironmentVariables"]!.AsArray().Select(one => $"{one!["Name"]}={one["Value"]}"));
        Assert.Equal(("main", "PRODUCTION", true), ((string?)branch["BranchName"], (string?)branch["Stage"], (bool)branch["EnableAutoBuild"]!));
        Assert.Null(branch["BasicAuthConfig"]);
        Assert.Equal(["AppId", "Branch", "ServiceTimeout", "ServiceToken", "Settings"], Publication(cloud.Prod).Select(one => one.Key).Order(StringComparer.Ordinal));
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

    private static IEnumerable<string> Rules(Synthesis made) => App(made)["CustomRules"]!.AsArray().Select(rule => $"{rule!["Status"]} {rule["Source"]} {rule["Target"]}");
}
