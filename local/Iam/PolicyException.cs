namespace Pennant.Local.Iam;

/// <summary>A policy that is not one, or that says something which nothing here understands. Never passed over: a stand-in must not allow, or refuse, by not understanding.</summary>
internal sealed class PolicyException(string message) : Exception(message);
