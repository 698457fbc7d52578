using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

internal static class FunctionArn
{
    private static readonly string Prefix = $"arn:aws:lambda:{CloudTemplate.Region}:{CloudTemplate.Account}:function:";

    /// <summary>The whole ARN, without a version: <c>name</c>, <c>name:$LATEST</c>, or an ARN of either.</summary>
    public static string Of(string nameOrArn)
    {
        var parts = nameOrArn.Split(':');
        return Prefix + (parts.Length > 6 ? parts[6] : parts[0]);
    }
}
