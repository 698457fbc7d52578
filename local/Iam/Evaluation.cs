namespace Pennant.Local.Iam;

/// <summary>IAM's logic within one account: a Deny beats everything; then the caller's own policies or the resource's must allow; what nobody allows is denied.</summary>
/// <remarks>Source: IAM user guide, "Policy evaluation logic".</remarks>
internal static class Evaluation
{
    /// <param name="statements">Those of the caller's role and those of resources.</param>
    /// <param name="isTaken">Grants that do not count at the moment.</param>
    public static Decision Decide(AccessRequest request, IEnumerable<Statement> statements, Func<Grant, bool> isTaken)
    {
        var about = statements.SelectMany(statement => statement.About(request).Select(grant => (Statement: statement, Grant: grant))).ToList();
        if (about.Find(said => !said.Statement.Allows).Statement is { } denying) return new Decision(request, false, denying.Principals is null ? "an identity-based policy" : "a resource-based policy", []);
        var grants = about.Where(said => said.Statement.IsEnoughFor(request.Caller)).ToLookup(said => isTaken(said.Grant), said => said.Grant);
        IReadOnlyList<Grant> counting = [.. grants[false]];
        var isAllowed = counting.Count > 0 || request.Caller == Caller.Owner;
        return new Decision(request, isAllowed, null, counting) { Missed = isAllowed ? [] : [.. grants[true]] };
    }
}
