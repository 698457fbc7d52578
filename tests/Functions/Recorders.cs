using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.IoT;
using Amazon.IoT.Model;
using Amazon.IotData;
using Amazon.IotData.Model;
using Amazon.Runtime;
using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Pennant.Contract;

namespace Pennant.Tests.Functions;

/// <summary>AWS IoT's data plane: remembers what was published, keeps shadows with their versions.</summary>
internal sealed class RecordingIotData : IAmazonIotData
{
    private readonly Lock gate = new();
    private readonly List<(string Topic, Job Job)> jobs = [];

    public List<(string Topic, byte[] Payload)> Published { get; } = [];

    public ConcurrentDictionary<string, (JsonNode Document, long Version)> Shadows { get; } = new();

    /// <summary>Called before each publish; throws to fail it.</summary>
    public Func<string, Task> BeforePublish { get; set; } = _ => Task.CompletedTask;

    /// <summary>Called before each reading of a shadow; throws to fail it.</summary>
    public Action<string> BeforeRead { get; set; } = _ => { };

    /// <summary>Called before each update of a shadow.</summary>
    public Action<string> BeforeUpdate { get; set; } = _ => { };

    public IClientConfig Config => throw new InvalidOperationException("unexpected");

    public IReadOnlyList<Job> Jobs(string printer)
    {
        lock (gate) return [.. jobs.Where(sent => sent.Topic == Topics.Jobs(printer)).Select(sent => sent.Job)];
    }

    public IReadOnlyList<string> Cancels(string printer)
    {
        lock (gate) return [.. Published.Where(sent => sent.Topic == Topics.Control(printer)).Select(sent => JsonSerializer.Deserialize(sent.Payload, ContractJson.Default.Control)!.Cancel!)];
    }

    public async Task<PublishResponse> PublishAsync(PublishRequest request, CancellationToken cancellationToken = default)
    {
        await BeforePublish(request.Topic);
        if (request.Qos != 1) throw new InvalidOperationException("published at most once");
        lock (gate)
        {
            Published.Add((request.Topic, request.Payload!.ToArray()));
            if (request.Topic.EndsWith("/jobs", StringComparison.Ordinal)) jobs.Add((request.Topic, JsonSerializer.Deserialize(request.Payload.ToArray(), ContractJson.Default.Job)!));
        }
        return new PublishResponse();
    }

    public Task<GetThingShadowResponse> GetThingShadowAsync(GetThingShadowRequest request, CancellationToken cancellationToken = default)
    {
        BeforeRead(request.ThingName);
        if (!Shadows.TryGetValue(request.ThingName, out var shadow)) throw new Amazon.IotData.Model.ResourceNotFoundException("No shadow exists");
        var document = new JsonObject { ["state"] = new JsonObject { ["reported"] = shadow.Document.DeepClone() }, ["version"] = shadow.Version };
        return Task.FromResult(new GetThingShadowResponse { Payload = new MemoryStream(Encoding.UTF8.GetBytes(document.ToJsonString())) });
    }

    public Task<UpdateThingShadowResponse> UpdateThingShadowAsync(UpdateThingShadowRequest request, CancellationToken cancellationToken = default)
    {
        BeforeUpdate(request.ThingName);
        var update = JsonNode.Parse(request.Payload.ToArray())!;
        var shadow = Shadows[request.ThingName];
        if (update["version"]!.GetValue<long>() != shadow.Version) throw new Amazon.IotData.Model.ConflictException("Version conflict");
        foreach (var (name, value) in update["state"]!["reported"]!.AsObject()) shadow.Document[name] = value!.DeepClone();
        Shadows[request.ThingName] = (shadow.Document, shadow.Version + 1);
        return Task.FromResult(new UpdateThingShadowResponse());
    }

    public void Dispose() => GC.SuppressFinalize(this);
}

/// <summary>Step Functions: remembers starts and answers to tokens.</summary>
internal sealed class RecordingSteps : IAmazonStepFunctions
{
    public ConcurrentQueue<(string Name, string Input)> Started { get; } = new();

    /// <summary><c>success:token:output</c>, <c>failure:token:error</c>, <c>beat:token</c>.</summary>
    public ConcurrentQueue<string> Told { get; } = new();

    public Action BeforeStart { get; set; } = () => { };

    public Func<Exception?> AnswerToToken { get; set; } = () => null;

    public IClientConfig Config => throw new InvalidOperationException("unexpected");

    public Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        BeforeStart();
        var isKnown = Started.Any(start => start.Name == request.Name);
        Started.Enqueue((request.Name, request.Input));
        return isKnown ? throw new ExecutionAlreadyExistsException("Execution Already Exists") : Task.FromResult(new StartExecutionResponse());
    }

    public Task<SendTaskSuccessResponse> SendTaskSuccessAsync(SendTaskSuccessRequest request, CancellationToken cancellationToken = default) =>
        Tell(new SendTaskSuccessResponse(), $"success:{request.TaskToken}:{request.Output}");

    public Task<SendTaskFailureResponse> SendTaskFailureAsync(SendTaskFailureRequest request, CancellationToken cancellationToken = default) =>
        Tell(new SendTaskFailureResponse(), $"failure:{request.TaskToken}:{request.Error}");

    public Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        Tell(new SendTaskHeartbeatResponse(), $"beat:{request.TaskToken}");

    public void Dispose() => GC.SuppressFinalize(this);

    private Task<T> Tell<T>(T answer, string what)
    {
        Told.Enqueue(what);
        return AnswerToToken() is { } failure ? Task.FromException<T>(failure) : Task.FromResult(answer);
    }
}

/// <summary>The registry: things and their types.</summary>
internal sealed class RecordingIot : IAmazonIoT
{
    public ConcurrentDictionary<string, string> Things { get; } = new();

    public int Described { get; private set; }

    /// <summary>Lists begun.</summary>
    public int Listed { get; private set; }

    public IClientConfig Config => throw new InvalidOperationException("unexpected");

    public Task<DescribeThingResponse> DescribeThingAsync(DescribeThingRequest request, CancellationToken cancellationToken = default)
    {
        Described++;
        return Things.TryGetValue(request.ThingName, out var type)
            ? Task.FromResult(new DescribeThingResponse { ThingName = request.ThingName, ThingTypeName = type })
            : throw new Amazon.IoT.Model.ResourceNotFoundException($"Thing {request.ThingName} cannot be found.");
    }

    public Task<ListThingsInThingGroupResponse> ListThingsInThingGroupAsync(ListThingsInThingGroupRequest request, CancellationToken cancellationToken = default)
    {
        if (request.NextToken is null) Listed++;
        var names = Things.Keys.Order().ToList();
        var from = request.NextToken is null ? 0 : int.Parse(request.NextToken, null);
        return Task.FromResult(new ListThingsInThingGroupResponse { Things = names.Count == 0 ? null : [names[from]], NextToken = from + 1 < names.Count ? $"{from + 1}" : null });
    }

    public Task<CreateThingResponse> CreateThingAsync(CreateThingRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<AddThingToThingGroupResponse> AddThingToThingGroupAsync(AddThingToThingGroupRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<CreateCertificateFromCsrResponse> CreateCertificateFromCsrAsync(CreateCertificateFromCsrRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<DescribeCertificateResponse> DescribeCertificateAsync(DescribeCertificateRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<AttachThingPrincipalResponse> AttachThingPrincipalAsync(AttachThingPrincipalRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<ListThingPrincipalsResponse> ListThingPrincipalsAsync(ListThingPrincipalsRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<AttachPolicyResponse> AttachPolicyAsync(AttachPolicyRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public Task<DescribeEndpointResponse> DescribeEndpointAsync(DescribeEndpointRequest request, CancellationToken cancellationToken = default) => throw Unexpected;

    public void Dispose() => GC.SuppressFinalize(this);

    private static InvalidOperationException Unexpected => new("unexpected");
}
