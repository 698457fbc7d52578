using Pennant.Local.Iam;
using Xunit;

namespace Pennant.Tests.Permissions;

/// <summary>Least privilege, shown by running: what is given is needed, and no more than is needed is given.</summary>
[Collection(Journeys.Journeys.Name)]
public sealed class PermissionSweepTests(Sweep sweep) : IClassFixture<Sweep>
{
    [Fact]
    public async Task Whichever_permission_is_taken_away_something_fails_for_lack_of_it()
    {
        var unneeded = new List<string>();
        foreach (var grant in sweep.Grants.Where(grant => !IsNotPlayedHere(grant)))
            if (!await IsNeededAsync(grant)) unneeded.Add(grant.ToString());

        Assert.True(unneeded.Count == 0, $"Nobody needs:\n{string.Join('\n', unneeded)}");
    }

    [Fact]
    public void What_is_called_not_played_here_is_there_and_is_not_used()
    {
        var excused = sweep.Grants.Where(IsNotPlayedHere).ToList();

        Assert.Equal(NotPlayedHere.All.Select(one => one.Action).Order(), excused.Select(grant => (grant.Holder, grant.Action)).Distinct().Select(one => one.Action).Order());
        Assert.All(excused, grant => Assert.Empty(sweep.ResourcesOf(grant)));
    }

    [Fact]
    public void Every_role_of_the_template_is_somebodys_here_or_said_to_be_somebody_elses()
    {
        var idle = sweep.Template.Of("AWS::IAM::Role").Where(role => !sweep.Authority.RolesInUse.Contains(role.Arn)).Select(role => role.LogicalId).ToList();

        Assert.All(idle, role => Assert.Contains(NotPlayedHere.Roles.Keys, known => role.Contains(known, StringComparison.Ordinal)));
        Assert.All(NotPlayedHere.Roles.Keys, known => Assert.Contains(idle, role => role.Contains(known, StringComparison.Ordinal)));
    }

    /// <summary>A star is right where nobody knows the name before: then more than one name was met.</summary>
    [Fact]
    public void A_permission_with_a_star_is_used_for_names_that_nobody_knows_before()
    {
        var wide = sweep.Grants.Where(grant => !IsNotPlayedHere(grant) && grant.Resource.Contains('*', StringComparison.Ordinal));

        Assert.All(wide, grant => Assert.True(WhyWide(grant) is { } why && (why != AnyPrinter || sweep.ResourcesOf(grant).Count > 1), $"{grant} could be narrower: it was used for {string.Join(' ', sweep.ResourcesOf(grant).Take(3))}"));
    }

    [Fact]
    public void Every_resource_means_one_only_where_AWS_knows_none()
    {
        var everything = sweep.Grants.Where(grant => grant.Resource == "*" && !IsNotPlayedHere(grant)).Select(grant => grant.Action).Distinct().Order();

        Assert.Equal(["xray:PutTelemetryRecords", "xray:PutTraceSegments"], everything);
    }

    private async Task<bool> IsNeededAsync(Grant grant)
    {
        foreach (var (scenario, _, took) in sweep.Scenarios.Where(one => one.Used.Contains(grant)).OrderByDescending(one => one.Scenario.Shows(grant)))
            if (await sweep.FailsWithoutAsync(grant, scenario, took)) return true;
        return false;
    }

    private static bool IsNotPlayedHere(Grant grant) => NotPlayedHere.All.Any(one => grant.Holder.Contains(one.Role, StringComparison.Ordinal) && grant.Action == one.Action);

    private const string AnyPrinter = "Printers have any names.";

    /// <summary>Null where AWS would take something narrower.</summary>
    private static string? WhyWide(Grant grant) => grant switch
    {
        { Resource: "*", Action: "xray:PutTraceSegments" or "xray:PutTelemetryRecords" } => "X-Ray knows no resources.",
        { Action: "iot:DescribeThing" or "iot:GetThingShadow" or "iot:UpdateThingShadow" } when grant.Resource.EndsWith(":thing/*", StringComparison.Ordinal) => AnyPrinter,
        { Action: "iot:Publish" } when grant.Resource.Contains(":topic/pennant/*/", StringComparison.Ordinal) => AnyPrinter,
        { Action: "logs:CreateLogStream" or "logs:PutLogEvents" } when grant.Resource.Contains(":log-group:/aws/lambda/pennant-", StringComparison.Ordinal) => "Lambda makes up the names of streams.",
        { Action: "dynamodb:ListStreams" } when grant.Resource.EndsWith("/stream/*", StringComparison.Ordinal) => "AWS knows the streams of one table by their common beginning only.",
        { Action: "s3:PutObject" } when grant.Resource.EndsWith("/*", StringComparison.Ordinal) => "Lambda and the rules make up the names of objects.",
        { Action: "lambda:InvokeFunction" } => "A route with a variable.",
        _ => null,
    };
}
