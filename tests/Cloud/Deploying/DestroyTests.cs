using Xunit;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>Tearing down as docs/deploy.md and docs/lifecycle.md say it.</summary>
[Collection(DeployedAccount.Name)]
public sealed class DestroyTests(DeployedAccount deployed)
{
    [Fact]
    public void Dev_goes_stack_by_stack_what_stands_on_others_first_and_nothing_of_it_is_left()
    {
        Assert.True(deployed.DevGone.Said.ExitCode == 0, deployed.DevGone.Said.Text);

        var order = deployed.DevGone.History.ToList();
        Assert.Equal(deployed.Dev.History.Skip(1).Select(made => made.Replace("CREATE", "DELETE", StringComparison.Ordinal)).Order(StringComparer.Ordinal), order.Order(StringComparer.Ordinal));
        Assert.Equal(["monitoring", "web", "api", "print", "db"], order.Select(done => done.Split('-')[1]).Where(name => name != "iot"));
        Assert.DoesNotContain(deployed.DevGone.Standing, stack => stack.Contains("-dev", StringComparison.Ordinal));
        Assert.Empty(deployed.DevGone.Left);
    }

    [Fact]
    public void It_is_made_anew_afterwards()
    {
        Assert.True(deployed.DevOnceMore.Said.ExitCode == 0, deployed.DevOnceMore.Said.Text);

        Assert.Equal(deployed.Dev.History.Skip(1).Order(StringComparer.Ordinal), deployed.DevOnceMore.History.Order(StringComparer.Ordinal));
        // Prod's settings are none of the account's, so dev's deployment takes nothing of them back.
        Assert.DoesNotContain(deployed.DevOnceMore.Standing, stack => !stack.EndsWith(" CREATE_COMPLETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_at_once_takes_all_of_dev_and_stops_at_the_account()
    {
        await using var account = await AwsAccount.OpenAsync();
        var cdk = new CdkCommand(account, deployed.Home);
        await cdk.RunAsync("deploy", "--all", "--require-approval", "never", "--app", deployed.DevOut);

        var said = await cdk.RunAsync("destroy", "--all", "--force", "--app", deployed.DevOut);

        Assert.Contains("Stack [pennant-account] cannot be deleted while TerminationProtection is enabled", said.Text, StringComparison.Ordinal);
        Assert.Equal(["pennant-account"], account.Stacks.Standing.Select(stack => stack.Name));
    }

    [Fact]
    public void Prod_the_account_and_the_pipeline_are_protected()
    {
        Assert.Equal(1, deployed.ProdRefused.Said.ExitCode);

        Assert.Contains("cannot be deleted while TerminationProtection is enabled", deployed.ProdRefused.Said.Text, StringComparison.Ordinal);
        Assert.Empty(deployed.ProdRefused.History);
    }

    [Fact]
    public void Unprotected_prod_goes_but_for_its_table_its_dead_letters_and_its_zone_and_the_account_but_for_its_trail()
    {
        Assert.Equal(["pennant-account: AWS::S3::Bucket", "pennant-db-prod: AWS::DynamoDB::Table", "pennant-dns-prod: AWS::Route53::HostedZone", "pennant-print-prod: AWS::S3::Bucket"], deployed.ProdGone.Left.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(deployed.ProdGone.Standing, stack => stack.Contains("-prod", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_another_stack_stands_on_is_not_deleted()
    {
        await using var account = await AwsAccount.OpenAsync();
        var cdk = new CdkCommand(account, deployed.Home);
        await cdk.RunAsync("deploy", "pennant-print-dev", "--require-approval", "never", "--app", deployed.DevOut);

        var said = await cdk.RunAsync("destroy", "pennant-db-dev", "--exclusively", "--force", "--app", deployed.DevOut);

        Assert.Equal(1, said.ExitCode);
        Assert.Matches("Export pennant-db-dev:[A-Za-z0-9]+ cannot be deleted as it is in use by pennant-print-dev", said.Text);
    }
}
