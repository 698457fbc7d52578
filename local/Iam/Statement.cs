namespace Pennant.Local.Iam;

/// <summary>One statement. It says nothing of a request unless principal, action, resource and every condition match.</summary>
/// <param name="Holder">The policy that it is in.</param>
/// <param name="Principals">Null in a role's own policy, which speaks of whoever has the role.</param>
internal sealed record Statement(string Holder, int Number, bool Allows, Principals? Principals, Patterns Actions, Patterns Resources, IReadOnlyList<Condition> Conditions)
{
    /// <summary>All that an Allow gives, one by one.</summary>
    public IEnumerable<Grant> Grants => Allows ? Actions.Names.SelectMany(action => Resources.Names.Select(resource => new Grant(Holder, Number, action, resource))) : [];

    /// <summary>Whether what it allows is allowed by it alone.</summary>
    public bool IsEnoughFor(Caller caller) => Principals?.Name(caller) != false;

    /// <summary>The pairs of action and resource by which the statement speaks of the request; none when it does not.</summary>
    public IEnumerable<Grant> About(AccessRequest request) => Principals?.Include(request.Caller) == false || !Conditions.All(condition => condition.Holds(request))
        ? []
        : Actions.Meaning(request.Action, request, ignoreCase: true).SelectMany(action => Resources.Meaning(request.Resource, request).Select(resource => new Grant(Holder, Number, action, resource)));
}
