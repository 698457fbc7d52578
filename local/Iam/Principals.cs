namespace Pennant.Local.Iam;

/// <summary>Whom a resource's policy speaks of.</summary>
internal sealed record Principals(IReadOnlyList<string> Accounts, IReadOnlyList<string> Services)
{
    /// <summary>Whether they are meant at all: enough for a Deny.</summary>
    public bool Include(Caller caller) => caller.IsService
        ? Services.Contains(caller.Arn) || Accounts.Contains("*")
        : Name(caller) || Accounts.Any(account => account == Caller.Account || account == Caller.Owner.Arn);

    /// <summary>Whether they are meant by themselves. Who names the whole account leaves it to the account which of its roles may.</summary>
    /// <remarks>Source: IAM user guide, "AWS JSON policy elements: Principal", AWS account principals.</remarks>
    public bool Name(Caller caller) => caller.IsService ? Include(caller) : Accounts.Any(account => account == "*" || account == caller.Arn || account == caller.PrincipalArn);
}
