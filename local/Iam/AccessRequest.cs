namespace Pennant.Local.Iam;

/// <summary>One question to IAM: may this caller do this to that?</summary>
/// <param name="Action">e.g. <c>dynamodb:GetItem</c>.</param>
/// <param name="Resource">An ARN, or <c>*</c> for an action that AWS knows no resource of.</param>
/// <param name="Context">Condition keys beyond those that every request has.</param>
internal sealed record AccessRequest(Caller Caller, string Action, string Resource, IReadOnlyDictionary<string, string>? Context = null)
{
    /// <summary>The condition keys and variables that can have a value here. A policy that asks for another one is refused when it is read.</summary>
    public static readonly IReadOnlySet<string> Keys = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalType", "aws:userid", "aws:SecureTransport", "aws:RequestedRegion", "aws:ResourceAccount", "aws:SourceAccount", "aws:SourceArn", "s3:TlsVersion",
        // Nobody here sends that header, and then there is no such key.
        "s3:x-amz-acl",
    };

    /// <summary>Null where the request has no such key.</summary>
    public string? Value(string key) => Context?.FirstOrDefault(one => one.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value ?? key.ToLowerInvariant() switch
    {
        "aws:principalaccount" => Caller.IsService ? null : Iam.Caller.Account,
        "aws:principalarn" => Caller.IsService ? null : Caller.PrincipalArn,
        "aws:principaltype" => Caller.IsService ? null : Caller.Role is null ? "Account" : "AssumedRole",
        "aws:userid" => Caller.IsService ? null : Caller.UserId,
        "aws:requestedregion" => Cloud.CloudTemplate.Region,
        "aws:resourceaccount" => Iam.Caller.Account,
        // Loopback stands for the TLS that every call of a real AWS client goes through.
        "aws:securetransport" => "true",
        "s3:tlsversion" => "1.3",
        _ => null,
    };
}
