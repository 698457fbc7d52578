using Amazon.CDK.AWS.Amplify;
using Pennant.Cdk.Settings;

namespace Pennant.Cdk.Constructs.Web;

/// <summary>What Amplify answers besides files. The first rule that fits decides.</summary>
internal static class PagesRules
{
    public static CfnApp.CustomRuleProperty[] For(CloudSettings settings, string api) =>
    [
        .. settings.Domain is { } domain ? [Rule($"https://{domain}", $"https://www.{domain}", "301")] : Array.Empty<CfnApp.CustomRuleProperty>(),
        // The same origin for pages and API: no CORS, and the same built pages wherever they are put.
        Rule("/api/<*>", $"{api}<*>", "200"),
        Rule("/<*>", "/404.html", "404"),
    ];

    private static CfnApp.CustomRuleProperty Rule(string source, string target, string status) => new() { Source = source, Target = target, Status = status };
}
