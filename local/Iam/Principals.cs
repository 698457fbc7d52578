namespace Pennant.Local.Iam;

/// <summary>Whom a resource's policy speaks of.</summary>
internal sealed record Principals(IReadOnlyList<string> Accounts, IReadOnlyList<string> Services)
{
    public bool Include(Caller caller) => caller.IsService
        ? Services.Contains(caller.Arn) || Accounts.Contains("*")
        : Accounts.Any(account => account == "*" || account == Caller.Account || account == Caller.Owner.Arn || account == caller.Arn || account == caller.PrincipalArn);
}
