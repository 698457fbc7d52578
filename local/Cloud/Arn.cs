namespace Pennant.Local.Cloud;

/// <summary>ARNs of this one account and region.</summary>
internal static class Arn
{
    public static string Of(string service, string resource) => $"arn:aws:{service}:{CloudTemplate.Region}:{CloudTemplate.Account}:{resource}";

    /// <summary>A name, or what already is an ARN.</summary>
    public static string Of(string service, string kind, string nameOrArn) => nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn : Of(service, kind + nameOrArn);
}
