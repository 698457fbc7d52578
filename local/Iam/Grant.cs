namespace Pennant.Local.Iam;

/// <summary>The smallest thing that can be given and taken away: one action of one statement on one of its resources.</summary>
/// <param name="Holder">The policy that the statement is in: a role's ARN, or the logical id of a resource's policy.</param>
/// <param name="Statement">Its place among the holder's statements.</param>
/// <param name="Resource">As the policy writes it; empty where a statement names none.</param>
internal sealed record Grant(string Holder, int Statement, string Action, string Resource)
{
    public override string ToString() => $"{Holder[(Holder.LastIndexOf('/') + 1)..]} #{Statement}: {Action} on {Resource}";
}
