using Xunit;

namespace Pennant.Tests.Cloud.Rules;

/// <summary>Pennant's own rules, over the templates of both environments with every setting on and with none.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class CloudRuleTests(SynthesizedCloud cloud)
{
    private static readonly CloudRule[] Rules = [.. DeviceRules.All, .. AccessRules.All, .. PermissionRules.All, .. FailureRules.All, .. WorkflowRules.All, .. StorageRules.All, .. LogRules.All, .. TextRules.All];

    public static TheoryData<string> Sentences => new(Rules.Select(rule => rule.Sentence));

    [Theory]
    [MemberData(nameof(Sentences))]
    public async Task The_cloud_keeps_the_rule(string sentence)
    {
        var rule = Rules.Single(one => one.Sentence == sentence);

        var problems = (await cloud.AllAsync()).SelectMany(made => rule.Problems(new TemplateSet(made.Folder))).Distinct().ToArray();

        Assert.True(problems.Length == 0, string.Join('\n', problems));
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void A_template_that_breaks_the_rule_is_found(string sentence)
    {
        var rule = Rules.Single(one => one.Sentence == sentence);
        var folder = Directory.CreateTempSubdirectory("pennant-rule-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "pennant-print-dev.template.json"), $"{{\"Resources\": {{{rule.Broken}}}}}");

            Assert.Equal(rule.Found, rule.Problems(new TemplateSet(folder)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
