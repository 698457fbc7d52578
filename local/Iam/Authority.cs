using System.Collections.Concurrent;
using System.Security.Cryptography;
using Pennant.Local.Cloud;

namespace Pennant.Local.Iam;

/// <summary>IAM for the template: hands out the credentials of its roles and decides by its policies. The owner may do everything.</summary>
/// <remarks>Only roles that somebody takes are read: the others belong to services that nobody plays here.</remarks>
internal sealed class Authority
{
    private readonly CloudTemplate template;
    private readonly IReadOnlyList<Statement> ofResources;
    private readonly ConcurrentDictionary<string, RolePolicies> roles = new();
    private readonly ConcurrentDictionary<string, Credentials> issued = new() { [Credentials.Owner.AccessKeyId] = Credentials.Owner };
    private readonly ConcurrentDictionary<Grant, bool> taken = new();

    /// <exception cref="PolicyException">A resource's policy is not understood here.</exception>
    public Authority(CloudTemplate template)
    {
        this.template = template;
        ofResources = ResourcePolicies.Of(template);
    }

    public CloudTemplate Template => template;

    /// <summary>Told of every decision, as CloudTrail would be.</summary>
    public event Action<Decision>? Decided;

    /// <summary>The roles that have been taken.</summary>
    public IReadOnlyCollection<string> RolesInUse => [.. roles.Keys];

    /// <summary>All that the roles in use and the resources' policies give.</summary>
    public IReadOnlyList<Grant> Grants => [.. roles.Values.SelectMany(role => role.Own).Concat(ofResources).SelectMany(statement => statement.Grants)];

    /// <summary>A service takes a role.</summary>
    /// <param name="role">ARN.</param>
    /// <param name="service">e.g. <c>lambda.amazonaws.com</c>.</param>
    /// <param name="sourceArn">What it takes the role for.</param>
    /// <exception cref="PolicyException">There is no such role, it is not understood, or it does not trust the service.</exception>
    public Caller Assume(string role, string service, string session, string? sourceArn = null)
    {
        var policies = roles.GetOrAdd(role, Read);
        var context = SourceKeys.Context(service, "sts:AssumeRole", sourceArn);
        var decision = Evaluation.Decide(new AccessRequest(Caller.Service(service), "sts:AssumeRole", role, context), policies.Trust, _ => false);
        return decision.IsAllowed ? Caller.Session(role, session) : throw new PolicyException($"The role {role} does not let {service} take it.");
    }

    /// <summary>New temporary credentials, good until the product stops.</summary>
    public Credentials Issue(Caller caller)
    {
        var credentials = new Credentials("ASIA" + RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16), Secret(30), Secret(96), caller);
        issued[credentials.AccessKeyId] = credentials;
        return credentials;

        static string Secret(int bytes) => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
    }

    /// <summary>Null for a key that nobody was given.</summary>
    public Credentials? Find(string accessKeyId) => issued.GetValueOrDefault(accessKeyId);

    public Decision Decide(AccessRequest request)
    {
        var own = request.Caller.Role is { } role ? roles.GetOrAdd(role, Read).Own : [];
        var decision = Evaluation.Decide(request, own.Concat(ofResources), taken.ContainsKey);
        Decided?.Invoke(decision);
        return decision;
    }

    /// <summary>Takes one grant away until the answer is disposed, as a changed policy would.</summary>
    public IDisposable TakeAway(Grant grant)
    {
        if (!taken.TryAdd(grant, true)) throw new InvalidOperationException($"{grant} is taken away already.");
        return new Restoration(() => taken.TryRemove(grant, out _));
    }

    private RolePolicies Read(string arn) => template.Of("AWS::IAM::Role").FirstOrDefault(role => role.Arn == arn) is { } role
        ? RolePolicies.Of(role, template)
        : throw new PolicyException($"There is no role {arn}.");

    private sealed class Restoration(Action restore) : IDisposable
    {
        public void Dispose() => restore();
    }
}
