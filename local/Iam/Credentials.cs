namespace Pennant.Local.Iam;

/// <param name="SessionToken">Null for those of the owner, which do not expire.</param>
internal sealed record Credentials(string AccessKeyId, string SecretAccessKey, string? SessionToken, Caller Caller)
{
    /// <summary>What README tells everyone to use: an administrator of an account that exists on this machine only.</summary>
    public static readonly Credentials Owner = new("local", "local", null, Caller.Owner);
}
