namespace Pennant.Local.Iam;

/// <summary>IAM's answer.</summary>
/// <param name="DeniedIn">The kind of policy whose statement denies it; null where it is allowed, or where only nobody allows it.</param>
/// <param name="By">The grants that allow it; empty for a refusal, and for the owner, who needs none.</param>
internal sealed record Decision(AccessRequest Request, bool IsAllowed, string? DeniedIn, IReadOnlyList<Grant> By)
{
    /// <summary>The grants that would have allowed what is refused, were they not taken away.</summary>
    public IReadOnlyList<Grant> Missed { get; init; } = [];

    /// <summary>AWS's own sentence.</summary>
    public string Message => $"User: {Request.Caller.Arn} is not authorized to perform: {Request.Action}{(Request.Resource == "*" ? "" : $" on resource: {Request.Resource}")} {Reason}";

    private string Reason => DeniedIn is not null
        ? $"with an explicit deny in {DeniedIn}"
        : $"because no {(Request.Caller.IsService ? "resource" : "identity")}-based policy allows the {Request.Action} action";
}
