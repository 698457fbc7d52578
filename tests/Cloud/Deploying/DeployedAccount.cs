using Pennant.Local.Setup;
using Xunit;

namespace Pennant.Tests.Cloud.Deploying;

/// <summary>What a command said, and what was different in the account afterwards.</summary>
/// <param name="History">What was done to stacks, in order.</param>
/// <param name="Uploads">The keys of the objects that were uploaded.</param>
/// <param name="Standing">The stacks that are there then, with their states.</param>
/// <param name="Protected">Those of them that are protected from deletion.</param>
/// <param name="Left">What deleted stacks have left.</param>
internal sealed record Step(Said Said, string[] History, string[] Uploads, string[] Standing, string[] Protected, string[] Left);

/// <summary>One account in which dev is deployed, twice, then prod with everything set, and in which all of it is torn down again: by the CDK's command, as somebody types it.</summary>
public sealed class DeployedAccount : IAsyncLifetime
{
    internal const string Name = "The deployed account";

    private static readonly string[] Deploy = ["deploy", "--all", "--require-approval", "never"];
    private static readonly string[] Destroy = ["destroy", "--all", "--force"];
    private readonly ReadyCode code = ReadyCode.Make();

    internal AwsAccount Account { get; private set; } = null!;

    internal Step Dev { get; private set; } = null!;

    internal Step DevAgain { get; private set; } = null!;

    internal Step ProdWithoutToken { get; private set; } = null!;

    internal Step ProdStillProtected { get; private set; } = null!;

    internal Step Prod { get; private set; } = null!;

    internal Step DevGone { get; private set; } = null!;

    internal Step DevOnceMore { get; private set; } = null!;

    internal Step ProdRefused { get; private set; } = null!;

    internal Step ProdGone { get; private set; } = null!;

    /// <summary>What <c>cdk deploy</c> synthesized for dev.</summary>
    internal string DevOut => Path.Combine(code.Folder, "dev");

    /// <summary>For the CDK's command.</summary>
    internal string Home => Path.Combine(code.Folder, "home");

    private string ProdOut => Path.Combine(code.Folder, "prod");

    private string ConnectedOut => Path.Combine(code.Folder, "connected");

    public async Task InitializeAsync()
    {
        await new SetupSteps(Checkout.Repository, Console.WriteLine).InstallAsync("cdk", CancellationToken.None);
        Account = await AwsAccount.OpenAsync();
        Dev = await RunAsync([.. Deploy, "--output", DevOut, .. code.Settings]);
        Assert.True(Dev.Said.ExitCode == 0, Dev.Said.Text);
        DevAgain = await RunAsync([.. Deploy, "--app", DevOut]);
        // Without a pipeline Amplify builds the pages, and needs the token.
        ProdWithoutToken = await RunAsync([.. Deploy, "--output", ConnectedOut, .. code.Settings, .. Typed("connection")]);
        ProdStillProtected = await RunAsync([.. Deploy, "--app", ConnectedOut]);
        Unprotect(stack => stack.Name == "pennant-web-prod");
        Prod = await RunAsync([.. Deploy, "--output", ProdOut, .. code.Settings, .. Typed()]);
        DevGone = await RunAsync("destroy", "pennant-*-dev", "--force", "--app", DevOut);
        DevOnceMore = await RunAsync([.. Deploy, "--app", DevOut]);
        ProdRefused = await RunAsync([.. Destroy, "--app", ProdOut]);
        Unprotect(_ => true);
        ProdGone = await RunAsync([.. Destroy, "--app", ProdOut]);
    }

    public async Task DisposeAsync()
    {
        await Account.DisposeAsync();
        code.Dispose();
    }

    /// <summary>Everything that prod can have, but these.</summary>
    private static IEnumerable<string> Typed(params string[] but) =>
        SynthesizedCloud.Whole("prod", ("acknowledged-issue-numbers", "34892")).Where(one => !but.Contains(one.Key)).SelectMany(one => new[] { "-c", $"{one.Key}={one.Value}" });

    /// <summary><c>aws cloudformation update-termination-protection</c>.</summary>
    private void Unprotect(Func<StandingStack, bool> isMeant)
    {
        foreach (var stack in Account.Stacks.Standing.Where(isMeant)) stack.IsProtected = false;
    }

    private async Task<Step> RunAsync(params string[] arguments)
    {
        var (done, uploaded) = (Account.Stacks.History.Count, Account.Bucket.Uploads.Count);
        var said = await new CdkCommand(Account, Home).RunAsync(arguments);
        var stacks = Account.Stacks;
        return new Step(said, [.. stacks.History[done..]], [.. Account.Bucket.Uploads.Skip(uploaded)],
            [.. stacks.Standing.Select(stack => $"{stack.Name} {stack.Status}")], [.. stacks.Standing.Where(stack => stack.IsProtected).Select(stack => stack.Name)], [.. stacks.Left.Select(one => $"{one.Stack}: {one.Type}")]);
    }
}

[CollectionDefinition(DeployedAccount.Name)]
public sealed class DeployedAccounts : ICollectionFixture<DeployedAccount>;
