using System.Text.Json.Nodes;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iam;

namespace Pennant.Local.Lambda;

/// <summary>What a function's processes may do, and what Lambda may do in the function's name.</summary>
internal sealed class FunctionRole
{
    private const string Service = "lambda.amazonaws.com";

    private readonly Guard guard;

    /// <exception cref="PolicyException">The role is not there, is not understood, or does not trust Lambda.</exception>
    public FunctionRole(FunctionSettings function, Guard guard)
    {
        this.guard = guard;
        Credentials = guard.Authority.Issue(guard.Authority.Assume(function.Role, Service, function.Name, function.Arn));
    }

    /// <summary>The same for all processes of the function until the product stops.</summary>
    public Credentials Credentials { get; }

    public bool May(string service, string operation, JsonObject input) => guard.Allows(Credentials.Caller, service, operation, input);

    /// <exception cref="AwsException">It may not.</exception>
    public void Demand(string service, string operation, JsonObject input) => guard.Demand(Credentials.Caller, service, new Operation(operation, input));

    /// <summary>A service as the function may use it.</summary>
    public IAwsActions Of(IAwsActions service) => guard.For(Credentials.Caller, service);
}
