using Pennant.Tests.Cloud;
using Xunit;

namespace Pennant.Tests.Templates.Tools;

/// <summary>The templates of both environments, each with every setting on and with none, as tools that others wrote see them.</summary>
[Collection(SynthesizedCloud.Name)]
public sealed class TemplateToolTests(SynthesizedCloud cloud)
{
    [Fact]
    public async Task Tools_by_others_find_nothing_that_is_not_accepted_with_a_reason_and_every_acceptance_is_needed()
    {
        var found = await TemplateTools.LookAsync((await cloud.AllAsync()).Select(made => made.Folder));

        var open = Lines("Found and not accepted", found.Where(finding => !AcceptedFindings.All.Any(accepted => accepted.Covers(finding))));
        var idle = Lines("Accepted and not found", AcceptedFindings.All.Where(accepted => !found.Any(accepted.Covers)));
        Assert.True(open + idle == "", open + idle);
    }

    private static string Lines(string title, IEnumerable<object> things) => string.Concat(things.Select(thing => $"{title}: {thing}\n").Distinct().Order(StringComparer.Ordinal));
}
