using System.Text.Json.Nodes;
using Pennant.Local.Cloud;
using Pennant.Local.Iam;

namespace Pennant.Local.Endpoint.Access;

/// <summary>Stands before every service: nobody gets by without being known and being allowed.</summary>
internal sealed class Guard(Authority authority, TimeProvider time)
{
    private readonly Authentication authentication = new(authority, time);

    public Guard(CloudTemplate template, TimeProvider time) : this(new Authority(template), time)
    {
    }

    public Authority Authority => authority;

    /// <summary>Lets a request over the wire in, or refuses it.</summary>
    /// <param name="service">As it is signed for.</param>
    /// <exception cref="AwsException">As the service refuses.</exception>
    public Caller Admit(HttpRequest request, string service, ReadOnlyMemory<byte> body)
    {
        var caller = authentication.Identify(request, service, body.Span);
        Demand(caller, service, Operations.Of(service, request, body));
        return caller;
    }

    /// <exception cref="AwsException">As the service refuses.</exception>
    public void Demand(Caller caller, string service, Operation operation)
    {
        foreach (var need in ActionMap.Of(service, operation))
            if (authority.Decide(new AccessRequest(caller, need.Action, need.Resource)) is { IsAllowed: false } refusal) throw Refusals.Denied(service, refusal);
    }

    public bool Allows(Caller caller, string service, string operation, JsonObject input) =>
        ActionMap.Of(service, new Operation(operation, input)).All(need => authority.Decide(new AccessRequest(caller, need.Action, need.Resource)).IsAllowed);

    /// <summary>A service calls a function, which only the function's own policy can allow.</summary>
    /// <param name="service">e.g. <c>iot.amazonaws.com</c>.</param>
    /// <exception cref="AwsException">There is no permission for this source.</exception>
    public void DemandInvoke(string service, string sourceArn, string function)
    {
        if (DecideInvoke(service, sourceArn, function) is { IsAllowed: false } refusal) throw Refusals.Denied("lambda", refusal);
    }

    /// <inheritdoc cref="DemandInvoke"/>
    public bool MayInvoke(string service, string sourceArn, string function) => DecideInvoke(service, sourceArn, function).IsAllowed;

    /// <summary>A service as this caller may use it.</summary>
    public IAwsActions For(Caller caller, IAwsActions actions) => new GuardedActions(this, caller, actions);

    private Decision DecideInvoke(string service, string sourceArn, string function)
    {
        const string Action = "lambda:InvokeFunction";
        return authority.Decide(new AccessRequest(Caller.Service(service), Action, FunctionName.Parse(function).Arn, SourceKeys.Context(service, Action, sourceArn)));
    }

    private sealed class GuardedActions(Guard guard, Caller caller, IAwsActions actions) : IAwsActions
    {
        public string Service => actions.Service;

        public Task<JsonNode?> CallAsync(string action, JsonObject input, CancellationToken cancellation)
        {
            guard.Demand(caller, actions.Service, new Operation(action, input));
            return actions.CallAsync(action, input, cancellation);
        }
    }
}
