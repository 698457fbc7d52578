using Pennant.Local.Cloud;
using Pennant.Local.Endpoint;
using Pennant.Local.Endpoint.Access;
using Pennant.Local.Iot.Api;
using Pennant.Local.Iot.Certificates;
using Pennant.Local.Iot.Mqtt;
using Pennant.Local.Iot.Policies;
using Pennant.Local.Iot.Registry;
using Pennant.Local.Iot.Rules;
using Pennant.Local.Iot.Shadows;
using Pennant.Local.Lambda;

namespace Pennant.Local.Iot;

/// <summary>AWS IoT Core for one machine: a broker with mutual TLS that enforces the template's policies, registry, shadows, lifecycle events and topic rules.</summary>
internal sealed class IotCore : IAsyncDisposable
{
    /// <summary>Official clients sign for the control plane as <c>execute-api</c>.</summary>
    private static readonly string[] ControlPlaneNames = ["iot", "execute-api"];

    private readonly int port;
    private readonly LocalAuthority authority;
    private readonly Broker broker;

    /// <param name="directory">Holds the CA, the registry, shadows and sessions; made if missing.</param>
    /// <param name="port">For MQTT over TLS on loopback; 0 takes a free one.</param>
    /// <param name="services">The services that rule actions call: <c>s3</c>, <c>sns</c>.</param>
    /// <param name="guard">Lets rules do what their permissions and roles allow.</param>
    public IotCore(CloudTemplate template, string directory, int port, IFunctions functions, IEnumerable<IAwsActions> services, Guard guard, TimeProvider time, ILoggerFactory logs, IotLimits? limits = null)
    {
        this.port = port;
        limits ??= new IotLimits();
        Directory.CreateDirectory(directory);
        authority = LocalAuthority.Open(Path.Combine(directory, "authority"));
        var registry = new ThingRegistry(template, directory, time);
        var authorizer = new Authorizer(registry);
        var router = new MessageRouter(logs.CreateLogger<MessageRouter>());
        var shadows = new ShadowService(registry, new ShadowStore(Path.Combine(directory, "shadows")), router.Publish, limits, time);
        var actions = new RuleActions(functions, services, guard, router.Publish, logs.CreateLogger<RuleActions>());
        var all = TopicRule.ReadAll(template);
        foreach (var rule in all) actions.Check(rule);
        var rules = new RuleEngine(all, actions, time, logs.CreateLogger<RuleEngine>());
        var presence = new Presence(router.Publish, registry.ExclusiveThingOf, time);
        var retained = new RetainedMessages(directory, time);
        var sessions = new SessionStore(directory, limits, time, MayReceive);
        var handshake = new Handshake(registry, authorizer, presence, limits, time, logs.CreateLogger<Handshake>());
        broker = new Broker(new BrokerParts(registry, authorizer, handshake, sessions, presence, router, retained, limits, Faults, time, logs));
        router.Add(broker.Deliver);
        router.Add(rules.OnMessage);
        router.Add(shadows.OnMessage);
        var data = new DataPlane(router, shadows, retained);
        Services = [
            new RestService(ControlPlaneNames, [.. new GroupCalls(registry, time).Routes, .. new ThingCalls(registry, shadows).Routes, .. new CertificateCalls(registry, authority, time).Routes, .. new PolicyCalls(registry, time).Routes]),
            new RestService(DataPlane.SigningNames, data.Routes),
        ];

        bool MayReceive(Connection connection, string topic)
        {
            if (authorizer.MayReceive(connection.Who, topic)) return true;
            logs.CreateLogger<Broker>().LogWarning("Client {Client} may not receive {Topic}; the message is dropped", connection.Who.ClientId, topic);
            if (limits.DisconnectOnDeniedReceive) connection.Close(DisconnectReason.AuthError, MQTTnet.Protocol.MqttDisconnectReasonCode.NotAuthorized);
            return false;
        }
    }

    /// <summary>Where MQTT clients connect, after the start.</summary>
    public int Port => broker.Port;

    public Faults Faults { get; } = new();

    /// <summary>What a device must trust instead of Amazon's root.</summary>
    public string RootCaPem => authority.RootPem;

    /// <summary>Control plane and data plane.</summary>
    public IReadOnlyList<IAwsService> Services { get; }

    /// <summary>The functions must be ready to take events: clients that were connected when the last run ended are announced as disconnected.</summary>
    public Task StartAsync()
    {
        broker.Start(port, authority.Server);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        broker.Dispose();
        authority.Dispose();
        return ValueTask.CompletedTask;
    }
}
