namespace Pennant.Local.Endpoint.Access;

/// <summary>What a call needs to be allowed.</summary>
/// <param name="Resource">An ARN, or <c>*</c> where AWS knows none for the action.</param>
internal sealed record Need(string Action, string Resource);
