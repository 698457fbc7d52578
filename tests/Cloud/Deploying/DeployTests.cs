using Xunit;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>The command of docs/deploy.md, <c>npx cdk deploy --all</c>, up to what AWS would make of it. What it would build is given to it ready built.</summary>
[Collection(DeployedAccount.Name)]
public sealed class DeployTests(DeployedAccount deployed)
{
    private static readonly string[] Stacks = ["account", "db", "iot", "print", "api", "web", "monitoring"];

    [Fact]
    public void With_credentials_and_nothing_set_every_stack_is_made_after_those_it_stands_on()
    {
        Assert.True(deployed.Dev.Said.ExitCode == 0, deployed.Dev.Said.Text);

        Assert.Equal("CREATE pennant-account", deployed.Dev.History[0]);
        Assert.Equal(["db", "print", "api", "web", "monitoring"], deployed.Dev.History.Skip(1).Select(made => made.Split('-')[1]).Where(name => name != "iot"));
        Assert.Equal(Stacks.Select(name => $"{Stack(name, "dev")} CREATE_COMPLETE").Order(StringComparer.Ordinal), deployed.Dev.Standing.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("pennant-db-dev.TableArn = arn:aws:dynamodb:")]
    [InlineData("pennant-iot-dev.IotEndpoint = https://")]
    [InlineData("pennant-api-dev.ApiUrl = https://")]
    [InlineData("pennant-web-dev.AmplifyUrl = https://")]
    [InlineData("pennant-web-dev.PasswordSecret = pennant/pages-password-dev")]
    public void It_says_where_things_are(string output)
    {
        Assert.Contains($"\n{output}", deployed.Dev.Said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_template_both_functions_and_the_pages_are_uploaded_once_before_they_are_used()
    {
        Assert.Equal(Stacks.Length, deployed.Dev.Uploads.Count(key => key.EndsWith(".json", StringComparison.Ordinal)));
        Assert.Equal(3, deployed.Dev.Uploads.Count(key => key.EndsWith(".zip", StringComparison.Ordinal)));
        Assert.Equal(deployed.Account.Bucket.Uploads.Distinct(), deployed.Account.Bucket.Uploads);
    }

    [Fact]
    public void The_same_command_again_changes_nothing()
    {
        Assert.True(deployed.DevAgain.Said.ExitCode == 0, deployed.DevAgain.Said.Text);

        Assert.Empty(deployed.DevAgain.History);
        Assert.Empty(deployed.DevAgain.Uploads);
        Assert.All(Stacks, name => Assert.Contains($"{Stack(name, "dev")} (no changes)", deployed.DevAgain.Said.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_the_token_of_GitHub_it_stops_at_the_pages_says_what_is_missing_and_takes_back_what_it_began()
    {
        Assert.Equal(1, deployed.ProdWithoutToken.Said.ExitCode);

        Assert.True(deployed.ProdWithoutToken.Said.Text.Contains("Secrets Manager can't find the specified secret", StringComparison.Ordinal), deployed.ProdWithoutToken.Said.Text);
        Assert.Contains("pennant/github-token", deployed.ProdWithoutToken.Said.Text, StringComparison.Ordinal);
        Assert.Contains("pennant-web-prod ROLLBACK_COMPLETE", deployed.ProdWithoutToken.Standing);
        Assert.DoesNotContain(deployed.ProdWithoutToken.Standing, stack => stack.StartsWith("pennant-dns-prod", StringComparison.Ordinal) || stack.StartsWith("pennant-monitoring-prod", StringComparison.Ordinal));
    }

    [Fact]
    public void What_it_began_in_prod_is_protected_already_and_the_next_deployment_says_so()
    {
        Assert.Equal(1, deployed.ProdStillProtected.Said.ExitCode);

        Assert.Contains("Stack [pennant-web-prod] cannot be deleted while TerminationProtection is enabled", deployed.ProdStillProtected.Said.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Started_again_it_goes_on_and_prod_with_everything_set_stands_beside_dev_in_the_same_account()
    {
        Assert.True(deployed.Prod.Said.ExitCode == 0, deployed.Prod.Said.Text);

        Assert.Equal(["DELETE pennant-web-prod", "CREATE pennant-web-prod", "CREATE pennant-dns-prod"], deployed.Prod.History.Where(done => done.Contains("-web-", StringComparison.Ordinal) || done.Contains("-dns-", StringComparison.Ordinal)));
        Assert.Equal(
            [.. Stacks.Skip(1).SelectMany(name => new[] { $"pennant-{name}-dev CREATE_COMPLETE", $"pennant-{name}-prod CREATE_COMPLETE" }).Concat(["pennant-account CREATE_COMPLETE", "pennant-dns-prod CREATE_COMPLETE", "pennant-pipeline CREATE_COMPLETE"]).Order(StringComparer.Ordinal)],
            deployed.Prod.Standing.Order(StringComparer.Ordinal));
        Assert.Equal(deployed.Prod.Standing.Select(stack => stack.Split(' ')[0]).Where(stack => !stack.EndsWith("-dev", StringComparison.Ordinal)).Order(StringComparer.Ordinal), deployed.Prod.Protected.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_it_does_to_the_account_it_does_in_the_roles_that_bootstrap_made()
    {
        Assert.Equal(["AKIAOWNER sts", "ASIA.deploy-role cloudformation", "ASIA.deploy-role ssm", "ASIA.file-publishing-role s3", "ASIA.lookup-role cloudformation"], deployed.Account.Callers.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task It_asks_AWS_for_nothing_unexpected_and_tells_nobody_else_anything()
    {
        var telemetry = await new CdkCommand(deployed.Account, deployed.Home).RunAsync("cli-telemetry", "--status");

        Assert.Contains("CLI Telemetry is disabled.", telemetry.Text, StringComparison.Ordinal);
        Assert.Empty(deployed.Account.Strange);
    }

    [Theory]
    [InlineData(null, "not found in aws://000000000000/us-east-1. Has the environment been bootstrapped? Please run 'cdk bootstrap'")]
    [InlineData("5", "requires bootstrap stack version '6', found '5' in aws://000000000000/us-east-1. Please run 'cdk bootstrap'.")]
    public async Task Without_bootstrap_or_with_an_old_one_it_says_what_to_run_and_makes_nothing(string? version, string sentence)
    {
        await using var account = await AwsAccount.OpenAsync(version);

        var said = await new CdkCommand(account, deployed.Home).RunAsync("deploy", "--all", "--require-approval", "never", "--app", deployed.DevOut);

        Assert.Equal(1, said.ExitCode);
        Assert.True(said.Text.Contains(sentence, StringComparison.Ordinal), said.Text);
        Assert.Empty(account.Stacks.History);
    }

    private static string Stack(string name, string env) => name == "account" ? "pennant-account" : $"pennant-{name}-{env}";
}
