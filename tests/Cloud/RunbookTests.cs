using Xunit;

namespace Pennant.Tests.Cloud;

[Collection(SynthesizedCloud.Name)]
public sealed class RunbookTests(SynthesizedCloud cloud)
{
    [Fact]
    public void Each_alarm_has_an_entry_under_its_name_and_each_entry_an_alarm() =>
        Assert.Equal(cloud.Prod.Of("AWS::CloudWatch::Alarm").Select(alarm => (string)alarm.Properties["AlarmName"]!).Order(), Runbook.Alarms.Order());

    [Fact]
    public void Each_entry_says_what_it_means_what_the_sender_sees_where_to_look_how_to_mend_it_and_when_it_is_over() =>
        Assert.All(Runbook.Alarms, alarm => Assert.All(new[] { "**Means**", "**The sender sees**", "**Look**", "**Mend**", "**Over**", "aws " }, part => Assert.Contains(part, Runbook.Of(alarm), StringComparison.Ordinal)));

    [Fact]
    public void Every_graph_that_it_speaks_of_is_on_the_dashboard()
    {
        var titles = cloud.Prod.Of("AWS::CloudWatch::Dashboard").Single().Properties["DashboardBody"]!.ToString();

        Assert.All(new[] { "API 4xx and 5xx", "API requests", "Lambda errors", "Lambda throttles", "Lambda invocations", "Queue age", "Stream iterator age", "DynamoDB throttles" }, graph =>
        {
            Assert.Contains($"\"title\":\"{graph}\"", titles, StringComparison.Ordinal);
            Assert.Contains($"*{graph}*", File.ReadAllText(Checkout.File("docs/runbook.md")), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_stack_and_function_that_it_names_is_there()
    {
        var text = File.ReadAllText(Checkout.File("docs/runbook.md"));

        Assert.Contains($"for f in {string.Join(' ', Pennant.Contract.Names.Verbs.Select(verb => verb.ToLowerInvariant()))}; do", text, StringComparison.Ordinal);
        foreach (var stack in cloud.Prod.Template.Resources.Select(resource => resource.Stack).Distinct())
            Assert.True(text.Contains(stack.Replace("-prod", "-$ENV", StringComparison.Ordinal), StringComparison.Ordinal) || text.Contains(stack, StringComparison.Ordinal), stack);
    }
}
