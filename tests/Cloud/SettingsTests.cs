using Xunit;

namespace Pennant.Tests.Cloud;

public sealed class SettingsTests
{
    [Fact]
    public async Task Every_wrong_setting_is_named_in_one_message()
    {
        using var refused = await RefusedAsync(
            ("env", "test"), ("owner", ""), ("cost-center", "<b>"), ("origin", "pennant.example/"), ("printer", "a b"), ("functions", "/nowhere"), ("arch", "mips"), ("domain", "Pennant"), ("zone-id", "zone"),
            ("health-check", "maybe"), ("github", "pennant"), ("connection", "arn:aws:iam::connection"), ("approval", "perhaps"), ("alarms", "ada"), ("budget", "0.5"), ("api-keys", "1"), ("pages", "."), ("domian", "pennant.example"));

        Assert.Equal(
            [
                "Setting env: must be dev or prod. It is \"test\". Set it with -c env=…",
                "Setting domain: must be a domain in small letters, like pennant.example. It is \"Pennant\". Set it with -c domain=…",
                "Setting owner: must be 1 to 256 letters, digits, spaces or signs (_ . : / = + - @). It is \"\". Set it with -c owner=…",
                "Setting cost-center: must be 1 to 256 letters, digits, spaces or signs (_ . : / = + - @). It is \"<b>\". Set it with -c cost-center=…",
                "Setting origin: must be where the pages are, like https://pennant.example (a * will do in dev only). It is \"pennant.example/\". Set it with -c origin=…",
                "Setting printer: must be a printer's name: 1 to 64 letters, digits, _ or -. It is \"a b\". Set it with -c printer=…",
                "Setting zone-id: must be the id of a Route 53 hosted zone, like Z0123456789ABCDEFGHIJ. It is \"zone\". Set it with -c zone-id=…",
                "Setting health-check: must be yes or no. It is \"maybe\". Set it with -c health-check=…",
                "Setting github: must be owner/repository on GitHub. It is \"pennant\". Set it with -c github=…",
                "Setting connection: must be the ARN of a connection, like arn:aws:codeconnections:eu-west-1:…:connection/…. It is \"arn:aws:iam::connection\". Set it with -c connection=…",
                "Setting approval: must be yes or no. It is \"perhaps\". Set it with -c approval=…",
                "Setting alarms: must be one mail address. It is \"ada\". Set it with -c alarms=…",
                "Setting budget: must be whole US dollars a month, 1 to 10000. It is \"0.5\". Set it with -c budget=…",
                "Setting api-keys: must be yes or no. It is \"1\". Set it with -c api-keys=…",
                "Setting arch: must be arm64 or x86_64. It is \"mips\". Set it with -c arch=…",
                "Setting functions: must be a folder with an executable called bootstrap and amazon-roots.pem beside it, as dotnet publish makes it. It is \"/nowhere\". Set it with -c functions=…",
                "Setting pages: must be a folder with built pages, an index.html among them. It is \".\". Set it with -c pages=…",
                "Setting domian: there is no such setting. There are alarms, api-keys, approval, arch, budget, connection, cost-center, domain, env, functions, github, health-check, origin, owner, pages, preview, printer, shared.cost-center, shared.owner, zone-id.",
            ],
            Sentences(refused));
        Assert.Empty(Directory.GetFiles(refused.Folder, "*.template.json"));
    }

    [Fact]
    public async Task A_setting_that_means_nothing_without_another_says_which()
    {
        using var refused = await RefusedAsync(("zone-id", "Z1"), ("health-check", "yes"), ("connection", "arn:aws:codeconnections:eu-west-1:111122223333:connection/f00d"));

        Assert.Equal(
            [
                "Setting zone-id: means nothing without domain. Set both, or neither.",
                "Setting health-check: means nothing without domain. Set both, or neither.",
                "Setting connection: means nothing without github. Set both, or neither.",
            ],
            Sentences(refused));
    }

    [Fact]
    public async Task In_prod_not_every_page_may_call()
    {
        using var refused = await RefusedAsync(("env", "prod"), ("origin", "*"));

        Assert.Equal(["Setting origin: must be where the pages are, like https://pennant.example (a * will do in dev only). It is \"*\". Set it with -c origin=…"], Sentences(refused));
    }

    private static async Task<Synthesis> RefusedAsync(params (string Name, string Value)[] settings)
    {
        var refused = await Synthesis.RunAsync(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        Assert.Equal(2, refused.ExitCode);
        return refused;
    }

    private static IEnumerable<string> Sentences(Synthesis refused) => refused.Errors.Split('\n').Where(line => line.StartsWith("Setting", StringComparison.Ordinal));
}
