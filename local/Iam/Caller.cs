using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>Who calls.</summary>
/// <param name="Arn">As AWS names it in answers; of a service, its name.</param>
/// <param name="Role">ARN of the role whose policies count; null for the account's owner and for services.</param>
internal sealed record Caller(string Arn, string UserId, string? Role)
{
    /// <summary>The account itself: an administrator.</summary>
    public static readonly Caller Owner = new($"arn:aws:iam::{CloudTemplate.Account}:root", CloudTemplate.Account, null);

    public static string Account => CloudTemplate.Account;

    public bool IsService { get; private init; }

    /// <summary>The role itself rather than one session of it.</summary>
    public string PrincipalArn => Role ?? Arn;

    /// <param name="name">e.g. <c>iot.amazonaws.com</c>.</param>
    public static Caller Service(string name) => new(name, name, null) { IsService = true };

    public static Caller Session(string role, string name) =>
        new($"arn:aws:sts::{CloudTemplate.Account}:assumed-role/{role[(role.LastIndexOf('/') + 1)..]}/{name}", $"AROALOCAL{role[(role.LastIndexOf('/') + 1)..]}:{name}", role);
}
